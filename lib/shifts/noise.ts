import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { editImages } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("noise", {
  strength: share,
  seed,
});

/**
 * Noise, out of support: each pixel of a shifted image gets lighter or darker by a
 * normal random number, the same in all channels.
 *
 * @param options.strength standard deviation of the noise, as a share of the range from black to white. Default 0.25.
 * @throws RangeError for a strength outside [0, 1].
 */
export function noise(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 0.25, seed = 0 } = options;
  return untouchedReference(
    "noise",
    { strength, seed },
    {
      description: `shifted images have noise added whose standard deviation is ${strength} of the range from black to white`,
      shifted: (set) => {
        const random = randomStream(seed, "noise of each pixel");
        return editImages(set, ({ pixels }) => {
          for (let k = 0; k < pixels.length; k += 3) {
            const added = 255 * strength * random.normal();
            for (let c = k; c < k + 3; c++) pixels[c] += added;
          }
        });
      },
    },
  );
}
