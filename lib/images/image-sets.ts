import { randomStream } from "../numerics";
import { requireLabelledImages, type LabelledImages } from "./labelled-images";

/**
 * The images at `indices`, in that order, as a set of its own; groups are kept.
 *
 * @param indices whole numbers in [0, shape[0]).
 * @throws RangeError naming the first index outside the set.
 * @throws Error as `requireLabelledImages`.
 */
export function takeExamples(
  set: LabelledImages,
  indices: ArrayLike<number>,
): LabelledImages {
  requireLabelledImages(set, "The set to take examples from");
  return takeChecked(set, indices);
}

/** As {@link takeExamples}, from a set that has been checked, so that a batch costs no look at the whole set. */
export function takeChecked(
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
