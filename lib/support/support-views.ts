import { nearestName } from "../files";
import { toRgb, type LabelledImages } from "../images";

/**
 * What is looked at to tell whether images show something new. Each view gives an
 * image a few numbers, all in grey values (0–255):
 *
 * - `layout`: mean lightness in each cell of a 7×7 grid;
 * - `contrast`: the steepest change of lightness from pixel to pixel in each cell of a 4×4 grid;
 * - `levels`: quantiles of lightness over the image's pixels, from darkest to lightest;
 * - `grain`: quantiles over the pixels of how far a pixel's lightness is from the mean of its four neighbours';
 * - `colour`: how far red and blue lie above green, and pixels from grey, on average.
 */
export const supportViews: Record<string, (image: View) => number[]> = {
  layout: (image) => cellMeans(image, 7),
  contrast: (image) => steepestInCells(image, 4),
  levels,
  grain,
  colour,
};

/** An image as the views take it. */
interface View {
  /** Mean of the three channels of each pixel. */
  lightness: Float64Array;
  pixels: Uint8Array;
  height: number;
  width: number;
}

/** A view's numbers for each image, as rows. @throws RangeError for a view that there is not. */
export function viewImages(set: LabelledImages, view: string): Float64Array[] {
  if (!Object.hasOwn(supportViews, view)) {
    throw new RangeError(
      `There is no view "${view}". ${nearestName(view, Object.keys(supportViews))}`,
    );
  }
  const rgb = toRgb(set);
  const [count, height, width] = rgb.shape;
  const size = 3 * height * width;
  return Array.from({ length: count }, (_, i) => {
    const pixels = rgb.images.subarray(i * size, (i + 1) * size);
    const lightness = new Float64Array(height * width);
    for (let k = 0; k < lightness.length; k++) {
      lightness[k] =
        (pixels[3 * k] + pixels[3 * k + 1] + pixels[3 * k + 2]) / 3;
    }
    return Float64Array.from(
      supportViews[view]({ lightness, pixels, height, width }),
    );
  });
}

const cellOf = (y: number, x: number, { height, width }: View, grid: number) =>
  Math.floor((y * grid) / height) * grid + Math.floor((x * grid) / width);

function cellMeans(image: View, grid: number): number[] {
  const { lightness, height, width } = image;
  const sums = new Array<number>(grid * grid).fill(0);
  const counts = new Array<number>(grid * grid).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = cellOf(y, x, image, grid);
      sums[cell] += lightness[y * width + x];
      counts[cell]++;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell]));
}

function steepestInCells(image: View, grid: number): number[] {
  const { lightness, height, width } = image;
  const steepest = new Array<number>(grid * grid).fill(0);
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const k = y * width + x;
      const change = Math.max(
        Math.abs(lightness[k + 1] - lightness[k]),
        Math.abs(lightness[k + width] - lightness[k]),
      );
      const cell = cellOf(y, x, image, grid);
      steepest[cell] = Math.max(steepest[cell], change);
    }
  }
  return steepest;
}

function levels({ lightness }: View): number[] {
  return quantilesOf(lightness, [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]);
}

function quantilesOf(values: Float64Array, shares: number[]): number[] {
  const sorted = values.slice().sort();
  return shares.map(
    (share) => sorted[Math.round(share * (sorted.length - 1))] ?? 0,
  );
}

function grain({ lightness, height, width }: View): number[] {
  const away: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const k = y * width + x;
      const around =
        lightness[k - 1] +
        lightness[k + 1] +
        lightness[k - width] +
        lightness[k + width];
      away.push(Math.abs(lightness[k] - around / 4));
    }
  }
  return quantilesOf(Float64Array.from(away), [0.1, 0.25, 0.5, 0.75]);
}

function colour({ pixels }: View): number[] {
  let [red, blue, fromGrey] = [0, 0, 0];
  for (let k = 0; k < pixels.length; k += 3) {
    const r = pixels[k];
    const g = pixels[k + 1];
    const b = pixels[k + 2];
    red += r - g;
    blue += b - g;
    fromGrey += Math.max(r, g, b) - Math.min(r, g, b);
  }
  return [red, blue, fromGrey].map((sum) => (3 * sum) / pixels.length);
}
