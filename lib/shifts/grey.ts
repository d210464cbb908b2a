import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import { editImages } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("grey", {
  strength: share,
  seed,
});

/** Shares of red, green and blue in brightness (ITU-R BT.601). */
const luma = [0.299, 0.587, 0.114];

/**
 * Grey, out of support but mildly so: shifted images lose their colours, each pixel going to its brightness.
 *
 * @param options.strength share of the colour that is lost. Default 1: all.
 * @throws RangeError for a strength outside [0, 1].
 */
export function grey(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 1, seed = 0 } = options;
  return untouchedReference(
    "grey",
    { strength, seed },
    {
      description: `shifted images lose a share of ${strength} of their colour`,
      shifted: (set) =>
        editImages(set, ({ pixels }) => {
          for (let k = 0; k < pixels.length; k += 3) {
            const brightness =
              luma[0] * pixels[k] +
              luma[1] * pixels[k + 1] +
              luma[2] * pixels[k + 2];
            for (let c = k; c < k + 3; c++)
              pixels[c] = (1 - strength) * pixels[c] + strength * brightness;
          }
        }),
    },
  );
}
