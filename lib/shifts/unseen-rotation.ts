import { randomStream } from "../numerics";
import { editImages, groundColour, type RgbImage } from "./edit-images";
import type { Shift } from "./shift";
import {
  untouchedReference,
  type StrengthOptions,
} from "./untouched-reference";

/**
 * Unseen rotation, out of support: shifted images are turned about their centre, to
 * either side at random. Bilinear; what comes in from outside has the colour of the ground.
 *
 * @param options.strength the angle, 1 being half a turn. Default 0.25: 45°.
 * @throws RangeError for a strength outside [0, 1].
 */
export function unseenRotation({
  strength = 0.25,
  seed = 0,
}: StrengthOptions = {}): Shift {
  return untouchedReference(
    "unseen rotation",
    { strength, seed },
    {
      description: `shifted images are turned by ${+(180 * strength).toFixed(1)}°, to either side`,
      shifted: (set) => {
        const random = randomStream(seed, "side each example is turned to");
        return editImages(set, (image) => {
          const side = random.uniform() < 0.5 ? -1 : 1;
          rotate(image, side * Math.PI * strength);
        });
      },
    },
  );
}

function rotate(image: RgbImage, angle: number): void {
  const { pixels, height, width } = image;
  const source = pixels.slice();
  const ground = groundColour(image);
  const at = (y: number, x: number, channel: number) =>
    y >= 0 && y < height && x >= 0 && x < width
      ? source[3 * (y * width + x) + channel]
      : ground[channel];
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [down, right] = [y - middleY, x - middleX];
      const fromY = middleY + cosine * down - sine * right;
      const fromX = middleX + sine * down + cosine * right;
      const [top, left] = [Math.floor(fromY), Math.floor(fromX)];
      const [v, u] = [fromY - top, fromX - left];
      for (let c = 0; c < 3; c++) {
        const row = (y: number) =>
          (1 - u) * at(y, left, c) + u * at(y, left + 1, c);
        pixels[3 * (y * width + x) + c] = (1 - v) * row(top) + v * row(top + 1);
      }
    }
  }
}
