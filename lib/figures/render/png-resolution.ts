import { crc32 } from "node:zlib";

const METRES_PER_INCH = 0.0254;
/** Signature (8 bytes) and header chunk (length, type, 13 bytes, checksum). */
const AFTER_HEADER = 8 + 25;

/** A PNG that says at how many dots per inch it is to be shown (chunk pHYs). */
export function withResolution(png: Buffer, dotsPerInch: number): Buffer {
  const perMetre = Math.round(dotsPerInch / METRES_PER_INCH);
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9, 0);
  chunk.write("pHYs", 4, "latin1");
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16); // unit: metre
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return Buffer.concat([
    png.subarray(0, AFTER_HEADER),
    chunk,
    png.subarray(AFTER_HEADER),
  ]);
}
