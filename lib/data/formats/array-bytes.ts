import type { NpyArray } from "./npy";

/**
 * The values of an array that must be bytes: pixels or labels.
 *
 * @throws Error naming the file, the first value that is no whole number from 0 to 255, and how to mend the array in NumPy.
 */
export function bytesOf(
  { values, dtype, path }: NpyArray,
  what: "pixel value" | "label",
): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const stray = values.findIndex(
    (value) => !(Number.isInteger(value) && value >= 0 && value <= 255),
  );
  if (stray < 0) return Uint8Array.from(values);
  const scaled = values.every((value) => value >= 0 && value <= 1);
  throw new Error(
    `${path}: ${what} ${stray} is ${values[stray]} (dtype "${dtype}"), expected a whole number from 0 to 255. ${remedy(what, scaled)}`,
  );
}

function remedy(what: "pixel value" | "label", scaled: boolean): string {
  if (what === "label") {
    return "Number the classes from 0, and leave out images without one.";
  }
  return scaled
    ? 'The pixels are scaled to 0…1: save (255 * x).round().astype("uint8").'
    : 'Undo what scaled the pixels, then save x.round().astype("uint8").';
}
