import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const OUTPUT = /\.(js|d\.ts)(\.map)?$/;

/**
 * Removes compiled files whose source is gone, which the compiler leaves: `kinds.js` would be loaded in place of `kinds/index.js`.
 *
 * @param {string} sources folder of .ts files.
 * @param {string} outputs folder that mirrors it.
 * @returns {string[]} what was removed, relative to `outputs`.
 */
export function removeStaleOutputs(sources, outputs) {
  if (!existsSync(outputs)) return [];
  const stale = readdirSync(outputs, { recursive: true, encoding: "utf8" })
    .filter((file) => OUTPUT.test(file))
    .filter((file) => !existsSync(join(sources, file.replace(OUTPUT, ".ts"))));
  for (const file of stale) rmSync(join(outputs, file));
  return stale;
}
