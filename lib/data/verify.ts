import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { RegisteredFile } from "./registry";

/** SHA-256 of `bytes` as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Reads a file and checks size and SHA-256 against its registration.
 *
 * @throws Error naming the path, what was found and what was expected.
 */
export function readVerified(path: string, file: RegisteredFile): Uint8Array {
  const bytes = readFileSync(path);
  if (bytes.length !== file.bytes) {
    throw new Error(
      `${path}: ${bytes.length} bytes, expected ${file.bytes} (${bytes.length < file.bytes ? "truncated" : "oversized"})`,
    );
  }
  const found = sha256(bytes);
  if (found !== file.sha256) {
    throw new Error(
      `${path}: sha256 ${found}, expected ${file.sha256} (corrupted, or not the registered file)`,
    );
  }
  return bytes;
}
