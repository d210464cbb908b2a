import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { ask, run } from "../command.mjs";
import { modules } from "../paths.mjs";
import { isStamped, stamp, unstamp } from "../stamp.mjs";
import { libtensorflowFolder } from "./libtensorflow.mjs";
import { findPython } from "./machine.mjs";

const tfjsNode = join(modules, "@tensorflow", "tfjs-node");
const dependencies = join(tfjsNode, "deps");
const stampFile = join(tfjsNode, ".lab-ready");
const wanted = () => ({
  libtensorflow: libtensorflowFolder,
  node: process.versions.modules,
});

/** Node's own headers where they came with it; otherwise the build fetches them. */
function headerOptions() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include", "node", "node_api.h"))
    ? [`--nodedir=${prefix}`]
    : [];
}

/** tfjs-node's binding, compiled against libtensorflow in the cache. */
export const binding = {
  name: "binding",
  ready: () =>
    isStamped(stampFile, wanted()) && existsSync(dependencies)
      ? "tfjs-node's, compiled"
      : undefined,
  async make() {
    unstamp(stampFile);
    if (lstatSync(dependencies, { throwIfNoEntry: false }))
      rmSync(dependencies, { recursive: true });
    symlinkSync(libtensorflowFolder, dependencies);
    const builder = join(
      modules,
      "@mapbox",
      "node-pre-gyp",
      "bin",
      "node-pre-gyp",
    );
    await run(
      process.execPath,
      [builder, "install", "--build-from-source", ...headerOptions()],
      {
        log: "binding",
        cwd: tfjsNode,
        env: {
          npm_config_python: ask(findPython().command, [
            "-c",
            "import sys; print(sys.executable)",
          ]),
        },
      },
    );
    const version = await run(
      process.execPath,
      ["-p", "require('@tensorflow/tfjs-node').backend().binding.TF_Version"],
      { log: "binding", cwd: tfjsNode, env: { TF_CPP_MIN_LOG_LEVEL: "2" } },
    );
    stamp(stampFile, wanted());
    return {
      summary: `tfjs-node runs on TensorFlow ${version.trim().split("\n").pop()}`,
    };
  },
};
