import type { LabelledImages } from "../../lib/images";
import { randomStream } from "../../lib/numerics";

/**
 * Small images that a network can learn at once: noise around grey, with a bright
 * patch whose place tells the class.
 */
export function patchImages(
  count: number,
  {
    classes = 4,
    size = 8,
    channels = 3,
    seed = 1,
  }: { classes?: number; size?: number; channels?: number; seed?: number } = {},
): LabelledImages {
  const random = randomStream(seed, "patch images");
  const images = new Uint8Array(count * size * size * channels);
  const labels = new Uint8Array(count);
  for (let i = 0; i < images.length; i++) images[i] = 100 + random.integer(50);
  for (let i = 0; i < count; i++) {
    labels[i] = i % classes;
    const top = Math.floor(labels[i] / 2) * (size / 2);
    const left = (labels[i] % 2) * (size / 2);
    for (let y = top; y < top + size / 2; y++) {
      const from = ((i * size + y) * size + left) * channels;
      for (let k = 0; k < (size / 2) * channels; k++) images[from + k] += 60;
    }
  }
  return { images, labels, shape: [count, size, size, channels] };
}
