import { optionChecker } from "../files";
import { written } from "../files/written";
import { oneOf } from "../files/option-kinds";
import { requireLabelledImages, type LabelledImages } from "./labelled-images";

/** How an image of other proportions comes to its new size: cut to them about its middle, or pulled out of shape. */
export type Fit = "crop" | "stretch";

/** A side of square images, or [height, width]. */
export type ImageSize = number | readonly [height: number, width: number];

const checkOptions = optionChecker<{ fit?: Fit }>("resizeImages", {
  fit: oneOf("crop", "stretch"),
});

/**
 * The set with images of another size. An axis that shrinks is averaged over the area that each new pixel covers; one
 * that grows is interpolated linearly between pixel centres, with the edge's value beyond the outermost ones (what
 * OpenCV calls INTER_AREA and INTER_LINEAR). Only sums and products: the same bytes on every machine.
 *
 * @param size in pixels, a side or [height, width].
 * @param options.fit Default "crop".
 * @throws RangeError for a size that is no whole number from 1, or images without a pixel.
 * @example resizeImages(loadDataset("cifar10"), 28)
 */
export function resizeImages(
  set: LabelledImages,
  size: ImageSize,
  options: { fit?: Fit } = {},
): LabelledImages {
  checkOptions(options);
  const { fit = "crop" } = options;
  requireLabelledImages(set, "The images to resize");
  const [count, ...imageShape] = set.shape;
  const [height, width] = heightAndWidth(size);
  const [from, to] = [
    imageShape[0] * imageShape[1] * imageShape[2],
    height * width * imageShape[2],
  ];
  const images = new Uint8Array(count * to);
  for (let i = 0; i < count; i++) {
    const image = set.images.subarray(i * from, (i + 1) * from);
    images.set(resizePixels(image, imageShape, { size, fit }), i * to);
  }
  return { ...set, images, shape: [count, height, width, imageShape[2]] };
}

/** Far more than a network takes. */
const LONGEST = 16_384;

/** Height and width of a size. @throws RangeError as {@link resizeImages}. */
export function heightAndWidth(size: ImageSize): [number, number] {
  const sides: unknown = typeof size === "number" ? [size, size] : size;
  const isSide = (length: unknown) =>
    Number.isInteger(length) &&
    Number(length) >= 1 &&
    Number(length) <= LONGEST;
  if (Array.isArray(sides) && sides.length === 2 && sides.every(isSide))
    return sides as [number, number];
  throw new RangeError(
    `size is ${written(size)}, expected a whole number of pixels from 1 to ${LONGEST}, or [height, width] of such.`,
  );
}

/** One image at another size: as {@link resizeImages}, on values in [height, width, channels]. */
export function resizePixels(
  pixels: ArrayLike<number>,
  [height, width, channels]: readonly [number, number, number],
  { size, fit }: { size: ImageSize; fit: Fit },
): Uint8Array {
  const [rows, columns] = heightAndWidth(size);
  if (height < 1 || width < 1) {
    throw new RangeError(
      `An image of ${height} × ${width} pixels has no size to change.`,
    );
  }
  const [tall, wide] =
    fit === "stretch"
      ? [height, width]
      : [
          Math.min(height, Math.max(1, Math.round((width * rows) / columns))),
          Math.min(width, Math.max(1, Math.round((height * columns) / rows))),
        ];
  const down = shares(tall, rows, (height - tall) >> 1);
  const across = shares(wide, columns, (width - wide) >> 1);
  const values = new Float64Array(columns * channels);
  const resized = new Uint8Array(rows * columns * channels);
  down.forEach((row, y) => {
    values.fill(0);
    row.weights.forEach((weight, i) => {
      const start = (row.first + i) * width * channels;
      addRow(pixels, { start, channels, weight, across }, values);
    });
    values.forEach((value, k) => {
      resized[y * values.length + k] = Math.floor(value + 0.5);
    });
  });
  return resized;
}

/** Which old pixels along an axis a new one is made of: `first` and those after it, with weights that add up to 1. */
interface Shares {
  first: number;
  weights: number[];
}

function addRow(
  pixels: ArrayLike<number>,
  row: { start: number; channels: number; weight: number; across: Shares[] },
  sums: Float64Array,
): void {
  const { start, channels, weight, across } = row;
  across.forEach(({ first, weights }, x) => {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let j = 0; j < weights.length; j++) {
        sum += weights[j] * pixels[start + (first + j) * channels + c];
      }
      sums[x * channels + c] += weight * sum;
    }
  });
}

function shares(from: number, to: number, offset: number): Shares[] {
  const areas = (k: number) => {
    const [low, high] = [(k * from) / to, ((k + 1) * from) / to];
    const first = Math.floor(low);
    const count = Math.min(from, Math.ceil(high)) - first;
    const weights = Array.from(
      { length: count },
      (_, i) =>
        ((Math.min(first + i + 1, high) - Math.max(first + i, low)) * to) /
        from,
    );
    return { first: offset + first, weights };
  };
  const neighbours = (k: number) => {
    const centre = ((k + 0.5) * from) / to - 0.5;
    const at = Math.max(0, Math.min(from - 1, centre));
    const first = Math.min(Math.floor(at), Math.max(0, from - 2));
    const share = at - first;
    return {
      first: offset + first,
      weights: from === 1 ? [1] : [1 - share, share],
    };
  };
  return Array.from({ length: to }, (_, k) =>
    from >= to ? areas(k) : neighbours(k),
  );
}
