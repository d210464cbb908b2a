import {
  requireFields,
  requireList,
  requireText,
} from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { requirePixels } from "../../../images/labelled-images";
import { requireSome } from "../../frame";
import { type ImageRow } from "./image-grid-data";

const OF_A_ROW = ["label", "images", "shape", "indices", "captions"];

/** Refuse images that are none, naming the row. */
export function checkRow(row: ImageRow): void {
  requireFields("A row of images", row, "label", "images", "shape");
  const { label: name, images, shape, indices } = row;
  requireText("The label of a row of images", name);
  requireList(`The shape of "${name}"`, shape);
  refuseMisspelt(`The row "${name}"`, row, OF_A_ROW);
  const [count, , , channels] = shape;
  if (![1, 3, 4].includes(channels)) {
    throw new RangeError(
      `The images of "${name}" have ${channels} channels, expected 1 (grey), 3 (RGB) or 4 (RGBA).`,
    );
  }
  // Clamped bytes are bytes too.
  const pixels =
    images instanceof Uint8ClampedArray
      ? new Uint8Array(images.buffer, images.byteOffset, images.length)
      : images;
  requirePixels(
    { images: pixels, shape: [...shape] },
    `The images of "${name}"`,
  );
  requireSome(indices ?? { length: count }, `The list of images of "${name}"`);
  for (const index of indices ?? []) {
    if (!(Number.isInteger(index) && index >= 0 && index < count)) {
      throw new RangeError(
        `The images of "${name}" have no index ${index}: there are ${count}, from 0.`,
      );
    }
  }
}
