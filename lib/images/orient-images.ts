import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { requirePixels, type LabelledImages } from "./labelled-images";

const checkOptions = optionChecker<{ probability?: number; seed?: number }>(
  "orientImages",
  { probability: share, seed },
);

/**
 * Turns images about its centre by an angle uniform in [0°, 360°), and mirrors
 * them with probability ½. Bilinear; what comes in from outside is black.
 *
 * @param options.probability that an image is turned at all. Default 1.
 * @param options.seed of the angles; the same seed gives the same images.
 */
export function orientImages(
  set: LabelledImages,
  options: { probability?: number; seed?: number } = {},
): LabelledImages {
  requirePixels(set, "The images to turn");
  checkOptions(options);
  const { probability = 1, seed = 0 } = options;
  const [count, height, width, channels] = set.shape;
  const random = randomStream(seed, "orientations");
  const size = height * width * channels;
  const images = new Uint8Array(set.images.length);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  for (let i = 0; i < count; i++) {
    const turned = random.uniform() < probability;
    const angle = 2 * Math.PI * random.uniform();
    const mirror = random.uniform() < 0.5 ? -1 : 1;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const source = set.images.subarray(i * size, (i + 1) * size);
    const at = (row: number, column: number, channel: number) =>
      row >= 0 && row < height && column >= 0 && column < width
        ? source[(row * width + column) * channels + channel]
        : 0;
    if (!turned) {
      images.set(source, i * size);
      continue;
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [right, down] = [mirror * (x - middleX), y - middleY];
        const fromX = middleX + cosine * right + sine * down;
        const fromY = middleY - sine * right + cosine * down;
        const to = i * size + (y * width + x) * channels;
        for (let c = 0; c < channels; c++) {
          images[to + c] = Math.round(bilinear(at, fromY, fromX, c));
        }
      }
    }
  }
  return { ...set, images };
}

/** A value between pixel centres. */
function bilinear(
  at: (row: number, column: number, channel: number) => number,
  y: number,
  x: number,
  channel: number,
): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [down, right] = [y - top, x - left];
  const above =
    (1 - right) * at(top, left, channel) + right * at(top, left + 1, channel);
  const below =
    (1 - right) * at(top + 1, left, channel) +
    right * at(top + 1, left + 1, channel);
  return (1 - down) * above + down * below;
}
