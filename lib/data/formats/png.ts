import { PNG } from "pngjs";
import type { NamedBytes } from "./named-bytes";

/** A decoded picture. */
export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue and opacity of each pixel, 0–255, row by row. */
  rgba: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const isPng = (bytes: Uint8Array) =>
  SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Decodes a PNG file of any colour type: grey and palette become RGB, 16 bits a channel are rounded to 8.
 *
 * @throws Error naming the file where it is no PNG, is damaged or is cut short.
 */
export function decodePng({ bytes, path }: NamedBytes): Picture {
  if (!isPng(bytes)) {
    throw new Error(`${path}: does not begin as a PNG file does.`);
  }
  try {
    const { width, height, data } = PNG.sync.read(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    );
    return { width, height, rgba: data };
  } catch (error) {
    throw new Error(
      `${path}: a damaged PNG file (${(error as Error).message}). Save or fetch it again, or remove it.`,
      { cause: error },
    );
  }
}
