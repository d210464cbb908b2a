import { PNG } from "pngjs";
import type { Picture } from "../formats/png";

/** Pixels a side of a drawing, as of CIFAR-10's images. */
export const DRAWING_SIDE = 32;
/** Drawings to a row of the sheet. */
const ACROSS = 32;

/** Where a value of the drawings lies in the sheet's RGBA: the first of each pixel's, for drawing i, row y, column x. */
const placeIn = (width: number, i: number, y: number, x: number) => {
  const row = Math.floor(i / ACROSS) * DRAWING_SIDE + y;
  return 4 * (row * width + (i % ACROSS) * DRAWING_SIDE + x);
};

/**
 * A sheet of drawings as a PNG file, 32 to a row, white where there is none.
 *
 * @param images RGB, row-major [count, 32, 32, 3].
 */
export function writeSheet(images: Uint8Array): Buffer {
  const count = images.length / (3 * DRAWING_SIDE * DRAWING_SIDE);
  const sheet = new PNG({
    width: ACROSS * DRAWING_SIDE,
    height: Math.ceil(count / ACROSS) * DRAWING_SIDE,
    colorType: 2,
  });
  sheet.data.fill(255);
  eachPixel(count, sheet.width, (from, to) => {
    sheet.data.set(images.subarray(to, to + 3), from);
  });
  return PNG.sync.write(sheet, { colorType: 2, deflateLevel: 9 });
}

/**
 * The drawings on a sheet that {@link writeSheet} wrote.
 *
 * @returns RGB, row-major [count, 32, 32, 3].
 * @throws RangeError where the sheet is too small for so many.
 */
export function readSheet({ width, height, rgba }: Picture, count: number) {
  const rows = Math.ceil(count / ACROSS);
  if (width !== ACROSS * DRAWING_SIDE || height !== rows * DRAWING_SIDE) {
    throw new RangeError(
      `The sheet of drawings is ${width}×${height} pixels, but ${count} drawings take ${ACROSS * DRAWING_SIDE}×${rows * DRAWING_SIDE}: sheet and table are not of one making.`,
    );
  }
  const images = new Uint8Array(count * DRAWING_SIDE * DRAWING_SIDE * 3);
  eachPixel(count, width, (from, to) => {
    images.set(rgba.subarray(from, from + 3), to);
  });
  return images;
}

/** Visits every pixel: its place on the sheet (RGBA) and among the drawings (RGB). */
function eachPixel(
  count: number,
  width: number,
  visit: (onSheet: number, among: number) => void,
): void {
  for (let i = 0; i < count; i++) {
    for (let y = 0; y < DRAWING_SIDE; y++) {
      for (let x = 0; x < DRAWING_SIDE; x++) {
        const among = 3 * ((i * DRAWING_SIDE + y) * DRAWING_SIDE + x);
        visit(placeIn(width, i, y, x), among);
      }
    }
  }
}
