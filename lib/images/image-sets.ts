import { requireList, requireNumber } from "../files/arguments";
import { randomStream } from "../numerics";
import { joinAttributes, takeAttributes } from "./attributes";
import { requireLabelledImages, type LabelledImages } from "./labelled-images";

/**
 * The images at `indices`, in that order, as a set of its own; groups and attributes are kept.
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

/** The images from one place up to before another, as {@link takeExamples} takes them. */
export const takeRange = (
  set: LabelledImages,
  from: number,
  to: number,
): LabelledImages =>
  takeExamples(
    set,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

/** As {@link takeExamples}, from a set that has been checked, so that a batch costs no look at the whole set. */
export function takeChecked(
  set: LabelledImages,
  indices: ArrayLike<number>,
): LabelledImages {
  requireList("The indices of the examples", indices, "whole numbers");
  const [count, height, width, channels] = set.shape;
  const size = height * width * channels;
  const images = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i];
    if (!(Number.isInteger(from) && from >= 0 && from < count)) {
      throw new RangeError(
        `Index ${String(from)} (at position ${i}) is outside the set of ${count} images.`,
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
    ...(set.attributes
      ? { attributes: takeAttributes(set.attributes, indices) }
      : {}),
  };
}

/**
 * Sets of one image size put together, in order, with the attributes that all of them have. Groups and names of classes are left out, as they may
 * mean something else in each.
 *
 * @param parts one or more.
 */
export function joinExamples(parts: readonly LabelledImages[]): LabelledImages {
  if (parts.length === 0)
    throw new RangeError("joinExamples got no set; give it at least one.");
  parts.forEach((part, i) => {
    requireLabelledImages(part, `Set ${i} to join`);
    if (`${part.shape.slice(1)}` !== `${parts[0].shape.slice(1)}`)
      throw new RangeError(
        `Set ${i} to join has images of ${part.shape.slice(1).join("×")}, set 0 of ${parts[0].shape.slice(1).join("×")}: bring them to one shape (resizeImages, toRgb).`,
      );
  });
  const join = (arrays: Uint8Array[]) => new Uint8Array(Buffer.concat(arrays));
  const labels = join(parts.map((part) => part.labels));
  const [, height, width, channels] = parts[0].shape;
  const attributes = joinAttributes(parts.map((part) => part.attributes ?? {}));
  return {
    images: join(parts.map((part) => part.images)),
    labels,
    shape: [labels.length, height, width, channels],
    ...(Object.keys(attributes).length > 0 && { attributes }),
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
  requireLabelledImages(set, "The set to sample examples from");
  requireNumber(
    "sampleExamples: seed",
    seed,
    Number.isFinite,
    "a finite number",
  );
  const random = randomStream(seed, "sample of examples");
  return takeExamples(set, random.choice(set.shape[0], count));
}
