import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import { editImages, type RgbImage } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("sketch", {
  strength: share,
  seed,
});

/**
 * Sketch, out of support: of shifted images edges are left, dark on white, as if drawn in pencil: 255 less the length of the Sobel gradient of brightness, which is
 * 255 at an edge from black to white; beyond the image's edge, edge pixels go on.
 *
 * @param options.strength opacity of the drawing over the photograph. Default 1: nothing else is left.
 * @param options.seed without effect: nothing is drawn at random.
 * @throws RangeError for a strength outside [0, 1].
 */
export function sketch(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 1, seed = 0 } = options;
  return untouchedReference(
    "sketch",
    { strength, seed },
    {
      description: `of shifted images edges are left, dark on white, with opacity ${strength}`,
      shifted: (set) =>
        editImages(set, (image) => {
          const { pixels } = image;
          edges(image).forEach((edge, i) => {
            for (let c = 3 * i; c < 3 * i + 3; c++)
              pixels[c] =
                (1 - strength) * pixels[c] + strength * Math.max(0, 255 - edge);
          });
        }),
    },
  );
}

/** Length of the gradient of brightness (the mean of the channels) at each pixel. */
function edges({ pixels, height, width }: RgbImage): Float64Array {
  const at = (y: number, x: number) => {
    const row = Math.min(height - 1, Math.max(0, y));
    const from = 3 * (row * width + Math.min(width - 1, Math.max(0, x)));
    return (pixels[from] + pixels[from + 1] + pixels[from + 2]) / 3;
  };
  return Float64Array.from({ length: height * width }, (_, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    let [across, down] = [0, 0];
    for (const [k, weight] of [1, 2, 1].entries()) {
      across += weight * (at(y + k - 1, x + 1) - at(y + k - 1, x - 1));
      down += weight * (at(y + 1, x + k - 1) - at(y - 1, x + k - 1));
    }
    return Math.hypot(across, down) / 4;
  });
}
