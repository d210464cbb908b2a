import type { LabelledImages } from "../../images/labelled-images";
import { CIFAR_VALUES, cifarSet } from "./cifar-set";
import { joined, type NamedBytes } from "./named-bytes";
import { decodePng } from "./png";

const SHEET_WIDTH = CIFAR_VALUES / 3;

/**
 * Reads CIFAR-10 from PNG sheets: row *i* of a sheet, 1024 pixels wide, is image *i* of 32×32, row by row.
 *
 * @param sheets in the order of the images.
 * @param labels a JSON array of class numbers, one an image of all sheets.
 * @param classes how many there are. Default 10.
 * @throws Error naming the file and what is wrong: a sheet of another width, a label out of range, another number of labels than of images.
 */
export function readCifarSheets(
  sheets: readonly NamedBytes[],
  labels: NamedBytes,
  classes = 10,
): LabelledImages {
  const images = sheets.map((sheet) => {
    const { width, height, rgba } = decodePng(sheet);
    if (width !== SHEET_WIDTH) {
      throw new Error(
        `${sheet.path}: a sheet of ${width} × ${height} pixels; an image a row makes it ${SHEET_WIDTH} wide (32 × 32).`,
      );
    }
    return withoutOpacity(rgba);
  });
  return cifarSet(joined(images), readLabels(labels), labels.path, classes);
}

function withoutOpacity(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from];
    rgb[to + 1] = rgba[from + 1];
    rgb[to + 2] = rgba[from + 2];
  }
  return rgb;
}

function readLabels({ bytes, path }: NamedBytes): unknown[] {
  let found: unknown;
  try {
    found = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    throw new Error(`${path}: no JSON (${(error as Error).message}).`, {
      cause: error,
    });
  }
  if (!Array.isArray(found)) {
    throw new Error(`${path}: expected a JSON array of class numbers.`);
  }
  return found;
}
