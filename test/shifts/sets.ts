import type { LabelledImages } from "../../lib/images";
import { randomStream } from "../../lib/numerics";

/** Images of random bytes with labels 0 … 9 in turn. */
export function randomImages(
  count: number,
  { side = 8, channels = 1 }: { side?: number; channels?: number } = {},
): LabelledImages {
  const random = randomStream(1, "test images");
  return {
    images: Uint8Array.from({ length: count * side * side * channels }, () =>
      random.integer(256),
    ),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
    shape: [count, side, side, channels],
  };
}

/** Images all of one grey, with labels 0 … 9 in turn. */
export function greyImages(
  count: number,
  value: number,
  side = 8,
): LabelledImages {
  return {
    ...randomImages(count, { side }),
    images: new Uint8Array(count * side * side).fill(value),
  };
}

/** The bytes of one image. */
export function imageAt(
  { images, shape }: LabelledImages,
  index: number,
): number[] {
  const size = shape[1] * shape[2] * shape[3];
  return [...images.subarray(index * size, (index + 1) * size)];
}

/** Numbers of the images in which two sets differ. */
export function changed(a: LabelledImages, b: LabelledImages): number[] {
  return Array.from({ length: a.shape[0] }, (_, i) => i).filter(
    (i) => imageAt(a, i).join() !== imageAt(b, i).join(),
  );
}
