import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../make-folder.mjs";
import { run } from "../command.mjs";
import { cache, root } from "../paths.mjs";
import { libtensorflowFolder } from "./libtensorflow.mjs";
import { findCompiler } from "./machine.mjs";

const sources = join(root, "lib", "tensorflow", "kernels");

/** One library for each width of vectors, of which lib/tensorflow/operations.ts takes what the processor can run. */
const variants = /** @type {Record<string, string[]>} */ ({
  avx2: ["-mavx2"],
  avx512: ["f", "bw", "cd", "dq", "vl"].map((part) => `-mavx512${part}`),
});

/** Where lib/tensorflow/operations.ts looks for it: by a hash of the sources. */
function operationsFile(/** @type {string} */ variant) {
  const hash = createHash("sha256");
  for (const name of readdirSync(sources).sort())
    hash.update(`${name}\n`).update(readFileSync(join(sources, name)));
  const version = hash.digest("hex").slice(0, 16);
  return join(cache, "operations", `${version}-${variant}.node`);
}

/** They are written for this platform's vectors; elsewhere TensorFlow's own operations do the work. */
const isMadeFor = process.platform === "linux" && process.arch === "x64";

/** TensorFlow operations of our own, compiled: convolutions, alone and in normalised chains, and AdamW. */
export const operations = {
  name: "operations",
  ready() {
    if (!isMadeFor) return "TensorFlow's own";
    const compiled = Object.keys(variants).map((variant) =>
      operationsFile(variant),
    );
    return compiled.every((file) => existsSync(file))
      ? "ours, compiled"
      : undefined;
  },
  async make() {
    if (!isMadeFor) return { summary: "TensorFlow's own" };
    try {
      await Promise.all(
        Object.keys(variants).map((variant) => compile(variant)),
      );
      return { summary: "convolutions and normalisation compiled" };
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      return {
        summary: "TensorFlow's own (slower)",
        problems: [`Ours did not compile: ${message}`],
      };
    }
  },
};

async function compile(/** @type {string} */ variant) {
  const file = operationsFile(variant);
  makeFolder(dirname(file));
  const temporary = `${file}.${process.pid}.tmp`;
  const libraries = join(libtensorflowFolder, "lib");
  await run(
    findCompiler().command,
    [
      ...[
        "-std=c++17",
        "-O3",
        "-mfma",
        "-ffp-contract=fast",
        "-fno-math-errno",
      ],
      ...variants[variant],
      ...["-fPIC", "-shared", "-pthread", "-o", temporary],
      join(sources, "operations.cc"),
      join(libraries, "libtensorflow_framework.so.2"),
      `-Wl,-rpath,${libraries}`,
    ],
    { log: `operations-${variant}` },
  );
  renameSync(temporary, file); // whole or not at all, and never under a process that has it loaded
}
