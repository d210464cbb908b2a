import { randomStream } from "../numerics";
import type { LabelledImages } from "./labelled-images";

/**
 * The images at `indices`, in that order, as a set of its own; groups are kept.
 *
 * @param indices whole numbers in [0, shape[0]).
 * @throws RangeError naming the first index outside the set.
 */
export function takeExamples(
  set: LabelledImages,
  indices: ArrayLike<number>,
): LabelledImages {
  const [count, height, width, channels] = set.shape;
  const size = height * width * channels;
  const images = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i];
    if (!(Number.isInteger(from) && from >= 0 && from < count)) {
      throw new RangeError(
        `Index ${from} (at position ${i}) is outside the set of ${count} images.`,
      );
    }
    images.set(set.images.subarray(from * size, (from + 1) * size), i * size);
    labels[i] = set.labels[from];
  }
  return {
    images,
    labels,
    shape: [indices.length, height, width, channels],
    ...(set.groups
      ? { groups: Int32Array.from(indices, (from) => set.groups![from]) }
      : {}),
  };
}

/**
 * `count` different examples drawn at random; the same seed gives the same ones.
 *
 * @throws RangeError where the set has fewer.
 */
export function sampleExamples(
  set: LabelledImages,
  count: number,
  seed: number,
): LabelledImages {
  const random = randomStream(seed, "sample of examples");
  return takeExamples(set, random.choice(set.shape[0], count));
}

/**
 * The set with three channels: grey images repeat their one, colour images are returned as they are.
 *
 * @throws RangeError for a number of channels other than 1 or 3.
 */
export function toRgb(set: LabelledImages): LabelledImages {
  const [count, height, width, channels] = set.shape;
  if (channels === 3) return set;
  if (channels !== 1) {
    throw new RangeError(
      `Images with ${channels} channels cannot be made RGB, only those with 1 or 3.`,
    );
  }
  const images = new Uint8Array(set.images.length * 3);
  for (let i = 0; i < set.images.length; i++) {
    images.fill(set.images[i], 3 * i, 3 * i + 3);
  }
  return { ...set, images, shape: [count, height, width, 3] };
}
