import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder";
import { systemRemedy } from "./system-error";
import { unfinishedPath } from "./unfinished";

/**
 * Writes a file that appears whole or not at all, whatever happens meanwhile: it is written under another name, then renamed. Folders are
 * made where they are missing.
 *
 * `write-file-atomic` does not do here: it calls `write` once, and on a disk that gets full a call may write less than it was
 * given without an error, so that a truncated file takes the good one's name.
 *
 * @param options.flush to the disk before it is renamed, so that it survives a power cut. Default true.
 * @throws Error naming the path, the cause and the remedy, with the system's `code`; nothing is left then.
 */
export function writeWhole(
  path: string,
  content: string | Uint8Array,
  { flush = true }: { flush?: boolean } = {},
): void {
  const unfinished = unfinishedPath(path);
  try {
    makeFolder(dirname(path));
    writeFileSync(unfinished, content, { flush });
    renameSync(unfinished, path);
  } catch (error) {
    try {
      rmSync(unfinished, { force: true });
    } catch {
      // Where a file is in a folder's place, there is nothing to remove either.
    }
    throw new WriteError(path, error as NodeJS.ErrnoException);
  }
}

/** A file could not be written. */
export class WriteError extends Error {
  readonly code: string | undefined;
  constructor(path: string, cause: NodeJS.ErrnoException) {
    super(`Cannot write ${path}: ${systemRemedy(cause)}.`, { cause });
    this.code = cause.code;
  }
}
