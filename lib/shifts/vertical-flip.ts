import { optionChecker } from "../files";
import { withAttribute } from "../images";
import { seed, share } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { editImages, turnUpsideDown } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("verticalFlip", {
  strength: share,
  seed,
});

/**
 * Vertical flip, out of support: shifted images are upside down: 1 in the attribute of that name, else 0.
 *
 * @param options.strength share of the shifted images that are flipped. Default 1, as in the paper.
 * @throws RangeError for a strength outside [0, 1].
 * @see Paper, Section 5.1.
 */
export function verticalFlip(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 1, seed = 0 } = options;
  return untouchedReference(
    "vertical flip",
    { strength, seed },
    {
      description: `of the shifted images a share of ${strength} is upside down`,
      shifted: (set) => {
        const random = randomStream(seed, "which examples are flipped");
        const flipped = new Uint8Array(set.shape[0]);
        const edited = editImages(set, (image, _, i) => {
          flipped[i] = Number(random.uniform() < strength);
          if (flipped[i]) turnUpsideDown(image);
        });
        return withAttribute(edited, "upside down", flipped);
      },
    },
  );
}
