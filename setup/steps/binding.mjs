import {
  existsSync,
  lstatSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { makeFolder } from "../make-folder.mjs";
import { run } from "../command.mjs";
import { modules } from "../paths.mjs";
import { fileHash, isStamped, stamp, unstamp } from "../stamp.mjs";
import { libtensorflowFolder } from "./libtensorflow.mjs";
import { findCompiler } from "./machine.mjs";

const tfjsNode = join(modules, "@tensorflow", "tfjs-node");
const dependencies = join(tfjsNode, "deps");
const stampFile = join(tfjsNode, ".lab-ready");

/** Where tfjs-node looks for its compiled binding. */
function compiledFile() {
  const require = createRequire(join(tfjsNode, "package.json"));
  return require("@mapbox/node-pre-gyp").find(join(tfjsNode, "package.json"));
}

const wanted = async () => ({
  libtensorflow: libtensorflowFolder,
  node: process.versions.modules,
  compiled: await fileHash(compiledFile()),
});

/**
 * Arguments of the compiler, as binding.gyp has them. Not by node-gyp: it writes a Makefile, which knows no folder with a space,
 * parenthesis, quote or dollar sign in its path. The headers of Node-API come from npm, for installations of Node that have none.
 *
 * @param {string} target
 */
function compilerArguments(target) {
  const headers = createRequire(import.meta.url)("node-api-headers");
  const [, version] = /napi-v(\d+)/.exec(target) ?? [];
  const linking =
    process.platform === "darwin"
      ? [
          ...["-bundle", "-undefined", "dynamic_lookup"],
          "-Wl,-rpath,@loader_path/../../deps/lib",
        ]
      : [
          ...["-shared", "-Wl,-rpath,$ORIGIN/../../deps/lib"],
          // So that no LD_LIBRARY_PATH leads to another TensorFlow.
          "-Wl,--disable-new-dtags",
        ];
  return [
    ...["-std=gnu++17", "-O3", "-fPIC", "-pthread", "-fno-rtti"],
    ...["-fno-exceptions", "-w", `-DNAPI_VERSION=${version}`],
    ...["-DBUILDING_NODE_EXTENSION", "-DNODE_GYP_MODULE_NAME=tfjs_binding"],
    ...["-I", headers.include_dir, "-I", join(dependencies, "include")],
    ...["tfjs_backend", "tfjs_binding"].map((name) =>
      join(tfjsNode, "binding", `${name}.cc`),
    ),
    // By name, not by path: what has no name of its own would be remembered by where it lies now.
    ...["-L", join(dependencies, "lib")],
    ...["-ltensorflow", "-ltensorflow_framework"],
    ...linking,
    ...["-o", target],
  ];
}

async function compile() {
  const file = compiledFile();
  makeFolder(dirname(file));
  const unfinished = `${file}.tmp`;
  await run(findCompiler().command, compilerArguments(unfinished), {
    log: "binding",
    cwd: tfjsNode,
  });
  renameSync(unfinished, file);
}

/** tfjs-node's binding, compiled against libtensorflow in the cache. */
export const binding = {
  name: "binding",
  ready: async () =>
    existsSync(compiledFile()) &&
    isStamped(stampFile, await wanted()) &&
    existsSync(dependencies)
      ? "tfjs-node's, compiled"
      : undefined,
  async make() {
    unstamp(stampFile);
    if (lstatSync(dependencies, { throwIfNoEntry: false }))
      rmSync(dependencies, { recursive: true });
    symlinkSync(libtensorflowFolder, dependencies);
    await compile();
    const version = await run(
      process.execPath,
      ["-p", "require('@tensorflow/tfjs-node').backend().binding.TF_Version"],
      { log: "binding", cwd: tfjsNode, env: { TF_CPP_MIN_LOG_LEVEL: "2" } },
    );
    stamp(stampFile, await wanted());
    return {
      summary: `tfjs-node runs on TensorFlow ${version.trim().split("\n").pop()}`,
    };
  },
};
