import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { makeFolder } from "../../files/make-folder";
import type { FilePaths } from "../registry";

/** Moves the files of a source to where they belong; what is packed by itself is unpacked, to no more than so many bytes. */
export function collect(
  paths: FilePaths,
  from: string,
  folder: string,
  largest: number,
): void {
  for (const [name, path] of Object.entries(paths)) {
    const found = join(from, path);
    if (!existsSync(found)) throw new Error(`the package holds no ${path}`);
    makeFolder(dirname(join(folder, name)));
    if (isPacked(name, path)) {
      const unpacked = gunzipSync(readFileSync(found), {
        maxOutputLength: largest,
      });
      writeFileSync(join(folder, name), unpacked);
    } else {
      renameSync(found, join(folder, name));
    }
  }
}

/** Whether a file is packed by itself, and to be unpacked. */
export const isPacked = (name: string, path: string): boolean =>
  path.endsWith(".gz") && !name.endsWith(".gz");
