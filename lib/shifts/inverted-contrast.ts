import { optionChecker } from "../files";
import { withAttribute } from "../images";
import { seed, share } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { editImages } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("invertedContrast", {
  strength: share,
  seed,
});

/**
 * Inverted contrast, out of support: shifted images are negatives, x ← 255 − x in every channel:
 * 1 in the attribute "negative", else 0.
 *
 * @param options.strength share of the shifted images that are negatives. Default 1.
 * @throws RangeError for a strength outside [0, 1].
 */
export function invertedContrast(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 1, seed = 0 } = options;
  return untouchedReference(
    "inverted contrast",
    { strength, seed },
    {
      description: `of the shifted images a share of ${strength} is a negative`,
      shifted: (set) => {
        const random = randomStream(seed, "which examples are negatives");
        const inverted = new Uint8Array(set.shape[0]);
        const edited = editImages(set, ({ pixels }, _, i) => {
          inverted[i] = Number(random.uniform() < strength);
          if (!inverted[i]) return;
          for (let k = 0; k < pixels.length; k++) pixels[k] = 255 - pixels[k];
        });
        return withAttribute(edited, "negative", inverted);
      },
    },
  );
}
