import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import { editImages, type RgbImage } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("blur", {
  strength: share,
  seed,
});

/**
 * Blur, out of support: shifted images are smoothed with a Gaussian; beyond the edge, edge pixels go on.
 *
 * @param options.strength standard deviation of the Gaussian, 1 being an eighth of the image's longer side
 *   (3.5 of 28 pixels). Default 0.5.
 * @param options.seed without effect: nothing is drawn.
 * @throws RangeError for a strength outside [0, 1].
 */
export function blur(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 0.5, seed = 0 } = options;
  return untouchedReference(
    "blur",
    { strength, seed },
    {
      description: `shifted images are blurred by a Gaussian whose standard deviation is ${strength} of an eighth of the image's side`,
      shifted: (set) => {
        const [, height, width] = set.shape;
        const kernel = gaussian((strength * Math.max(height, width)) / 8);
        return editImages(set, (image) => smooth(image, kernel));
      },
    },
  );
}

/** Weights of a Gaussian at −n … n, n at least three standard deviations; their sum is 1. */
function gaussian(deviation: number): Float64Array {
  if (deviation === 0) return Float64Array.of(1);
  const reach = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / deviation) ** 2),
  );
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

/** Along columns, then along rows. */
function smooth({ pixels, height, width }: RgbImage, kernel: Float64Array) {
  const reach = kernel.length >> 1;
  const within = (at: number, length: number) =>
    Math.min(length - 1, Math.max(0, at));
  const down = new Float64Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let i = -reach; i <= reach; i++) {
      const [weight, row] = [kernel[i + reach], within(y + i, height)];
      for (let k = 0; k < 3 * width; k++) {
        down[y * 3 * width + k] += weight * pixels[row * 3 * width + k];
      }
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let i = -reach; i <= reach; i++) {
          const from = y * width + within(x + i, width);
          sum += kernel[i + reach] * down[3 * from + c];
        }
        pixels[3 * (y * width + x) + c] = sum;
      }
    }
  }
}
