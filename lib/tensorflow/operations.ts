import "./quiet";
import "@tensorflow/tfjs-node"; // loads TensorFlow's libraries, which ours are linked with
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, projectRoot } from "../files/paths";

/** Environment variable: "off" leaves everything to TensorFlow's own operations. */
export const OPERATIONS_VARIABLE = "LAB_OPERATIONS";

/** Which of our own operations are faster here than TensorFlow's. */
export interface OwnOperations {
  /** Depthwise convolutions and batch normalisation. */
  light: boolean;
  /** Dense convolutions: not where oneDNN has vectors twice as wide as ours. */
  dense: boolean;
}

/**
 * Where `setup/steps/operations.mjs` puts the library compiled from `lib/tensorflow/kernels`:
 * by a hash of its sources, so that clones of different versions can share a cache.
 */
export function operationsFile(): string {
  const folder = join(projectRoot(), "lib", "tensorflow", "kernels");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort())
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  const version = hash.digest("hex").slice(0, 16);
  return join(cacheFolder(), "operations", `${version}.node`);
}

/** What a processor's flags, as Linux tells them, allow. */
export function operationsFor(flags: string): OwnOperations {
  const has = (flag: string) => ` ${flags} `.includes(` ${flag} `);
  const light = has("avx2") && has("fma");
  return { light, dense: light && !has("avx512f") };
}

const none: OwnOperations = { light: false, dense: false };

/** Loads our own operations where they have been compiled and the processor can run them. */
function loadOperations(): OwnOperations {
  const wanted = process.env[OPERATIONS_VARIABLE] !== "off";
  if (!wanted || process.platform !== "linux" || process.arch !== "x64")
    return none;
  const description = readFileSync("/proc/cpuinfo", "utf8");
  const able = operationsFor(/^flags\s*:(.*)$/m.exec(description)?.[1] ?? "");
  const file = operationsFile();
  if (!able.light || !existsSync(file)) return none;
  process.dlopen({ exports: {} }, file);
  return able;
}

/** Read once: operations stay with the process. */
export const ownOperations = loadOperations();
