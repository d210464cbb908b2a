import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** SHA-256 of `bytes` as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What a file must be. */
export interface FileContent {
  /** Length. */
  bytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
}

/**
 * Reads a file and checks its size and SHA-256.
 *
 * @throws Error naming the path, what was found and what was expected.
 */
export function readVerified(path: string, file: FileContent): Uint8Array {
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
