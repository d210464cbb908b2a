import type { LabelledImages } from "../../images/labelled-images";

/** Values of one CIFAR image: 32 × 32 × RGB. */
export const CIFAR_VALUES = 32 * 32 * 3;

/**
 * Puts pixels and labels that a reader of CIFAR-10 found together, checked.
 *
 * @param images whole images of 32 × 32 × 3, row by row.
 * @param labels of any kind still.
 * @param origin file of the labels, for messages.
 * @throws Error for a label that is no class number, or another number of labels than of images.
 */
export function cifarSet(
  images: Uint8Array,
  labels: ArrayLike<unknown>,
  origin: string,
  classes: number,
): LabelledImages {
  const count = images.length / CIFAR_VALUES;
  if (labels.length !== count) {
    throw new Error(`${origin}: ${labels.length} labels for ${count} images.`);
  }
  for (let i = 0; i < count; i++) {
    const label = labels[i];
    if (
      !Number.isInteger(label) ||
      Number(label) < 0 ||
      Number(label) >= classes
    ) {
      throw new Error(
        `${origin}: label ${i} is ${JSON.stringify(label)}, expected a whole number from 0 to ${classes - 1}.`,
      );
    }
  }
  return {
    images,
    labels: Uint8Array.from(labels as ArrayLike<number>),
    shape: [count, 32, 32, 3],
  };
}
