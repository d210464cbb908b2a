import { optionChecker } from "../files";
import { seed } from "../files/option-kinds";
import { requireLabelledImages, type LabelledImages, toRgb } from "../images";
import { randomStream } from "../numerics";

const checkOptions = optionChecker<{ seed?: number }>("inVariedColours", {
  seed,
});

/**
 * Each image in two colours of its own, both drawn uniformly from the RGB cube:
 * black becomes the one, white the other, grey what lies between. A cheap way
 * to make pre-training data diverse in colour.
 *
 * @param seed of the colours; the same seed gives the same images.
 */
export function inVariedColours(
  set: LabelledImages,
  options: { seed?: number } = {},
): LabelledImages {
  checkOptions(options);
  const { seed = 0 } = options;
  requireLabelledImages(set, "The set to colour");
  const rgb = toRgb(set);
  const random = randomStream(seed, "varied colours");
  const size = rgb.images.length / Math.max(1, rgb.shape[0]);
  const images = new Uint8Array(rgb.images.length);
  for (let i = 0; i < rgb.shape[0]; i++) {
    const [dark, light] = [0, 1].map(() =>
      [0, 1, 2].map(() => 255 * random.uniform()),
    );
    for (let k = i * size; k < (i + 1) * size; k++) {
      const share = rgb.images[k] / 255;
      images[k] = Math.round(
        dark[k % 3] + share * (light[k % 3] - dark[k % 3]),
      );
    }
  }
  return { ...rgb, images };
}
