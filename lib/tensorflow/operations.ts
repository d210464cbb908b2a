import "./quiet";
import "@tensorflow/tfjs-node"; // loads TensorFlow's libraries, which ours are linked with
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, projectRoot } from "../files/paths";

/**
 * Environment variable: "off" leaves everything to TensorFlow's own operations, "avx2" takes
 * ours of narrower vectors, as processors without AVX-512 do.
 */
export const OPERATIONS_VARIABLE = "LAB_OPERATIONS";

/** Our own operations, by the width of vectors that they are compiled for. */
export type OperationsVariant = "avx2" | "avx512";

/**
 * Where `setup/steps/operations.mjs` puts the library compiled from `lib/tensorflow/kernels`:
 * by a hash of its sources, so that clones of different versions can share a cache.
 */
export function operationsFile(variant: OperationsVariant): string {
  const folder = join(projectRoot(), "lib", "tensorflow", "kernels");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort())
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  const version = hash.digest("hex").slice(0, 16);
  return join(cacheFolder(), "operations", `${version}-${variant}.node`);
}

/**
 * What a processor's flags, as Linux tells them, allow.
 *
 * @param wanted value of {@link OPERATIONS_VARIABLE}.
 * @returns undefined where TensorFlow's own operations do the work.
 * @throws Error where `wanted` is none of "off" and "avx2".
 */
export function operationsFor(
  flags: string,
  wanted?: string,
): OperationsVariant | undefined {
  if (wanted && wanted !== "off" && wanted !== "avx2") {
    throw new Error(
      `The environment variable ${OPERATIONS_VARIABLE} is "${wanted}", expected "off" or "avx2", or nothing for the fastest.`,
    );
  }
  const has = (...names: string[]) =>
    names.every((name) => ` ${flags} `.includes(` ${name} `));
  if (wanted === "off" || !has("avx2", "fma")) return undefined;
  const wide = has("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl");
  return wide && wanted !== "avx2" ? "avx512" : "avx2";
}

/** Loads our own operations where they have been compiled and the processor can run them. */
function loadOperations(): OperationsVariant | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const description = readFileSync("/proc/cpuinfo", "utf8");
  const variant = operationsFor(
    /^flags\s*:(.*)$/m.exec(description)?.[1] ?? "",
    process.env[OPERATIONS_VARIABLE],
  );
  const file = variant && operationsFile(variant);
  if (!file || !existsSync(file)) return undefined;
  process.dlopen({ exports: {} }, file);
  return variant;
}

/** Which are loaded. Read once: operations stay with the process. */
export const ownOperations = loadOperations();
