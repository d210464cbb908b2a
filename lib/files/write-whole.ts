import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** How the name of a file ends while it is being written. */
export const UNFINISHED = ".tmp";

/**
 * Writes a file that appears whole or not at all, whatever happens meanwhile: it is written under another name, then renamed. Folders are
 * made where they are missing.
 *
 * `write-file-atomic` does not do here: it calls `write` once, and on a disk that gets full a call may write less than it was
 * given without an error, so that a truncated file takes the good one's name.
 *
 * @param options.flush to the disk before it is renamed, so that it survives a power cut. Default true.
 * @throws Error of the file system; nothing is left then.
 */
export function writeWhole(
  path: string,
  content: string | Uint8Array,
  { flush = true }: { flush?: boolean } = {},
): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}${UNFINISHED}`;
  try {
    writeFileSync(unfinished, content, { flush });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
