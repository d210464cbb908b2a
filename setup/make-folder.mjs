import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder with those above it, where they are missing. Node's own `mkdir` with `recursive` tries for ever where a file system, such as
 * /proc, has a folder in which none can be made. As lib/files/make-folder.ts does, which is not compiled yet.
 *
 * @param {string} path
 */
export function makeFolder(path) {
  const missing = [];
  let at = resolve(path);
  while (!existsSync(at) && at !== dirname(at)) {
    missing.push(at);
    at = dirname(at);
  }
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  }
}
