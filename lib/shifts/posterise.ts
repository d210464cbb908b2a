import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import { editImages } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("posterise", {
  strength: share,
  seed,
});

/** Values that a channel is left with, evenly from black to white. */
const LEVELS = 3;

/**
 * Posterised, out of support but mildly so: each channel of shifted images goes to the nearest of three values, black, the middle and white.
 *
 * @param options.strength how far it goes. Default 1: all the way.
 * @param options.seed without effect: nothing is drawn.
 * @throws RangeError for a strength outside [0, 1].
 */
export function posterise(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 1, seed = 0 } = options;
  const step = 255 / (LEVELS - 1);
  return untouchedReference(
    "posterise",
    { strength, seed },
    {
      description: `each channel of shifted images goes a share of ${strength} of the way to the nearest of ${LEVELS} values`,
      shifted: (set) =>
        editImages(set, ({ pixels }) => {
          for (let k = 0; k < pixels.length; k++) {
            const level = step * Math.round(pixels[k] / step);
            pixels[k] = (1 - strength) * pixels[k] + strength * level;
          }
        }),
    },
  );
}
