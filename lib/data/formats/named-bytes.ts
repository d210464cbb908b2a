import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** The content of a file with its path, for messages. */
export interface NamedBytes {
  bytes: Uint8Array;
  path: string;
}

/**
 * Reads a whole file.
 *
 * @throws Error naming the file where it is not there, or cannot be read whole.
 */
export function readNamedBytes(path: string): NamedBytes {
  try {
    return { bytes: readFileSync(path), path };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? `there is no such file (looked for ${resolve(path)})`
        : message;
    throw new Error(`${path}: ${reason}.`, { cause: error });
  }
}

/** The parts one after another, as plain bytes. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));
