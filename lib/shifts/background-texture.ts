import { optionChecker } from "../files";
import { withAttribute } from "../images";
import { seed, share } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { editImages, groundColour } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("backgroundTexture", {
  strength: share,
  seed,
});

/**
 * Background texture, out of support: the ground of each shifted image has grey
 * stripes of its own, 3 to 8 pixels from one to the next, in any direction (the
 * attribute "stripes": that of their steepest change, in degrees clockwise from
 * the right, from 0 to 180). What
 * has the ground's colour is covered wholly, what is a quarter of the range from
 * black to white away from it in any channel not at all.
 *
 * @param options.strength opacity of the stripes. Default 0.5.
 * @throws RangeError for a strength outside [0, 1].
 */
export function backgroundTexture(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 0.5, seed = 0 } = options;
  return untouchedReference(
    "background texture",
    { strength, seed },
    {
      description: `shifted images have stripes on their ground, with opacity ${strength}`,
      shifted: (set) => {
        const random = randomStream(seed, "stripes of each example");
        const angles = new Float32Array(set.shape[0]);
        const striped = editImages(set, (image, _, i) => {
          const angle = Math.PI * random.uniform();
          angles[i] = (180 * angle) / Math.PI;
          const frequency = (2 * Math.PI) / (3 + 5 * random.uniform());
          const phase = 2 * Math.PI * random.uniform();
          const [across, down] = [Math.cos(angle), Math.sin(angle)];
          const ground = groundColour(image);
          const { pixels, height, width } = image;
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const at = 3 * (y * width + x);
              const away = Math.max(
                ...ground.map((value, c) => Math.abs(pixels[at + c] - value)),
              );
              const share = strength * Math.max(0, 1 - away / 64);
              const wave = Math.sin(
                frequency * (across * x + down * y) + phase,
              );
              const grey = 127.5 * (1 + wave);
              for (let c = at; c < at + 3; c++) {
                pixels[c] += share * (grey - pixels[c]);
              }
            }
          }
        });
        return withAttribute(striped, "stripes", angles);
      },
    },
  );
}
