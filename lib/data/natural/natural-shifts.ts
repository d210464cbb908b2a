import type { LabelledImages } from "../../images/labelled-images";
import { takeRange } from "../../images/image-sets";
import { drawings, isDrawings } from "./drawings";
import { openFontFamilies, type FontFamily } from "./open-fonts";
import { readRegisteredFile } from "../registered-file";
import { renderSymbols } from "./rendered-symbols";

/** Loads the set that another is made of. */
type Load = (name: string, options: { split: string }) => LabelledImages;

/** Side of MNIST's images, and of the box that its digits are scaled to. */
const SIDE = 28;
const BOX = 20;

/**
 * Makes one of the natural shifts. Those on digits, whose reference is MNIST's training set:
 *
 * - `uci-digits`: 1,797 handwritten digits of other writers and another scanner, enlarged by {@link enlargeDigit};
 * - `printed-digits`: 5,000 digits in openly licensed fonts, a group for each family;
 * - `mnist-easier-half` and `mnist-harder-half`: MNIST's test images 5,000–9,999 and 0–4,999, which two different
 *   populations wrote. MNIST's authors call the first half the easier one. Every classifier here finds it the harder one, and
 *   so did Yadav and Bottou (2019), who traced it to high-school students; the names follow the measurement.
 *
 * And {@link drawings} of CIFAR-10's classes, whole or a part.
 *
 * @throws Error for another name.
 */
export function makeNaturalShift(name: string, load: Load): LabelledImages {
  if (isDrawings(name)) return drawings(name);
  switch (name) {
    case "uci-digits":
      return uciDigits();
    case "printed-digits":
      return printedDigits();
    case "mnist-harder-half":
      return testImages(0, 5000, load);
    case "mnist-easier-half":
      return testImages(5000, 10_000, load);
  }
  throw new Error(`How to make "${name}" is not known (lib/data).`);
}

/** Families that `printed-digits` is printed in: its groups, each with category and licence. */
export const printedFamilies = (): FontFamily[] => openFontFamilies();

function printedDigits(): LabelledImages {
  // Digits as long as MNIST's, give or take a pixel or two, and about as well centred: the shift is the print, not the place.
  const { images, labels, shape, family } = renderSymbols([..."0123456789"], {
    count: 5000,
    families: printedFamilies(),
    extent: [18 / SIDE, 22 / SIDE],
    offset: 0.25,
    seed: 1,
  });
  return { images, labels, shape, groups: Int32Array.from(family) };
}

const testImages = (from: number, to: number, load: Load) =>
  takeRange(load("mnist", { split: "test" }), from, to);

function uciDigits(): LabelledImages {
  const { bytes, path } = readRegisteredFile("uci-digits", "digits.csv");
  const rows = Buffer.from(bytes).toString("ascii").trim().split("\n");
  const images = new Uint8Array(rows.length * SIDE * SIDE);
  const labels = new Uint8Array(rows.length);
  rows.forEach((row, i) => {
    const values = row.split(",").map(Number);
    if (
      values.length !== 65 ||
      !values.every((v) => Number.isInteger(v) && v >= 0 && v <= 16)
    ) {
      throw new Error(
        `${path}: row ${i} is not 64 block counts of 0 to 16 and a digit.`,
      );
    }
    labels[i] = values[64];
    images.set(enlargeDigit(values.slice(0, 64), 8), i * SIDE * SIDE);
  });
  return { images, labels, shape: [rows.length, SIDE, SIDE, 1] };
}

/** Points a side at which a pixel is sampled. */
const POINTS = 4;

/**
 * Enlarges a small grey digit to 28×28 as MNIST's were made, from a bilevel image: scaled with its proportions kept so that
 * the longer side of its bounding box takes 20 pixels, its centre of mass in the image's centre, grey levels
 * from anti-aliasing alone.
 *
 * Ink is where the values, interpolated bilinearly, reach half of the most there is; a pixel's level is the share of its 4×4
 * points that are ink. Without the threshold every stroke would be a blur, and nothing but blur would tell the digits from
 * MNIST's. Only sums and products: the same bytes on every machine.
 *
 * @param values row-major [side, side], 0 (ground) to 16 (ink), as in the UCI digits: how many of the 4×4 points of a block are set.
 * @returns 28×28 bytes, 0–255.
 * @throws RangeError where there is no ink.
 */
export function enlargeDigit(
  values: ArrayLike<number>,
  side: number,
): Uint8Array {
  const inked = Array.from(values, (_, at) => at).filter((at) => values[at]);
  if (inked.length === 0) {
    throw new RangeError("A digit without ink cannot be enlarged.");
  }
  const xs = inked.map((at) => at % side);
  const ys = inked.map((at) => Math.floor(at / side));
  const extent = (all: number[]) => Math.max(...all) - Math.min(...all) + 1;
  const step = Math.max(extent(xs), extent(ys)) / (BOX * POINTS);
  const ink = inked.reduce((sum, at) => sum + values[at], 0);
  const centre = (all: number[]) =>
    all.reduce((sum, each, k) => sum + values[inked[k]] * each, 0) / ink;
  const [centreX, centreY] = [centre(xs), centre(ys)];
  /** The two blocks beside each point along an axis, and the share of the second; outside the image there is no ink. */
  const points = (centre: number) =>
    Array.from({ length: SIDE * POINTS }, (_, k) => {
      const at = centre + (k + 0.5 - (SIDE * POINTS) / 2) * step;
      return { first: Math.floor(at), share: at - Math.floor(at) };
    });
  const [across, down] = [points(centreX), points(centreY)];
  const inside = (at: number) => at >= 0 && at < side;

  const value = (x: number, y: number) =>
    inside(x) ? values[y * side + x] : 0;

  const counts = new Uint8Array(SIDE * SIDE);
  const column = new Float64Array(side);
  across.forEach(({ first: x, share }, j) => {
    for (let y = 0; y < side; y++) {
      column[y] = (1 - share) * value(x, y) + share * value(x + 1, y);
    }
    down.forEach(({ first: y, share: below }, i) => {
      const top = inside(y) ? column[y] : 0;
      const bottom = inside(y + 1) ? column[y + 1] : 0;
      if ((1 - below) * top + below * bottom >= 8) {
        counts[Math.floor(i / POINTS) * SIDE + Math.floor(j / POINTS)]++;
      }
    });
  });
  return counts.map((count) => Math.round((255 * count) / POINTS ** 2));
}
