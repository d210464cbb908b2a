import { optionChecker } from "../files";
import { withAttribute } from "../images";
import { seed, share } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { editImages, groundColour, type RgbImage } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

const checkOptions = optionChecker<StrengthOptions>("unseenRotation", {
  strength: share,
  seed,
});

/**
 * Unseen rotation, out of support: shifted images are turned about their centre, to
 * either side at random: the attribute "angle", in degrees clockwise. Bilinear; what comes in from outside has the colour of the ground.
 *
 * @param options.strength the angle, 1 being half a turn. Default 0.25: 45°.
 * @throws RangeError for a strength outside [0, 1].
 */
export function unseenRotation(options: StrengthOptions = {}): Shift {
  checkOptions(options);
  const { strength = 0.25, seed = 0 } = options;
  return untouchedReference(
    "unseen rotation",
    { strength, seed },
    {
      description: `shifted images are turned by ${+(180 * strength).toFixed(1)}°, to either side`,
      shifted: (set) => {
        const [, height, width] = set.shape;
        const [left, right] = [-1, 1].map((side) =>
          turn(side * Math.PI * strength, height, width),
        );
        const random = randomStream(seed, "side each example is turned to");
        const angles = new Float32Array(set.shape[0]);
        const edited = editImages(set, (image, _, i) => {
          const toLeft = random.uniform() < 0.5;
          angles[i] = (toLeft ? -180 : 180) * strength;
          resample(image, toLeft ? left : right);
        });
        return withAttribute(edited, "angle", angles);
      },
    },
  );
}

/** From which four pixels each pixel comes, −1 being outside, and with which weights. */
interface Resampling {
  sources: Int32Array;
  weights: Float64Array;
}

function turn(angle: number, height: number, width: number): Resampling {
  const sources = new Int32Array(4 * height * width);
  const weights = new Float64Array(4 * height * width);
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  let next = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromY = middleY + cosine * (y - middleY) - sine * (x - middleX);
      const fromX = middleX + sine * (y - middleY) + cosine * (x - middleX);
      for (const row of [Math.floor(fromY), Math.floor(fromY) + 1]) {
        for (const column of [Math.floor(fromX), Math.floor(fromX) + 1]) {
          const inside =
            row >= 0 && row < height && column >= 0 && column < width;
          sources[next] = inside ? row * width + column : -1;
          weights[next++] =
            (1 - Math.abs(fromY - row)) * (1 - Math.abs(fromX - column));
        }
      }
    }
  }
  return { sources, weights };
}

function resample(image: RgbImage, { sources, weights }: Resampling): void {
  const source = image.pixels.slice();
  const ground = groundColour(image);
  for (let k = 0; k < source.length; k++) {
    const [first, channel] = [4 * Math.floor(k / 3), k % 3];
    let value = 0;
    for (let i = first; i < first + 4; i++) {
      const from = sources[i];
      value +=
        weights[i] * (from < 0 ? ground[channel] : source[3 * from + channel]);
    }
    image.pixels[k] = value;
  }
}
