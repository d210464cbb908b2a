/** Images with a label each. */
export interface LabelledImages {
  /** Pixel values 0–255, row-major in `shape`. */
  images: Uint8Array;
  /** One class number from 0 an image; length `shape[0]`. */
  labels: Uint8Array;
  /** [count, height, width, channels]. */
  shape: [number, number, number, number];
  /**
   * Group of each image, such as the font it is printed in, where there are groups: images of one group are so alike
   * that a classifier must not be tested on some after learning from others. See {@link groupNames}.
   */
  groups?: Int32Array;
}

/** Checks that images, labels and shape of a set agree; `origin` names it in the message. @throws Error */
export function requireLabelledImages(
  { images, labels, shape }: LabelledImages,
  origin: string,
): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (images.length !== size) {
    throw new Error(
      `${origin}: ${images.length} pixel values do not make shape [${shape.join(", ")}], which needs ${size}.`,
    );
  }
  if (labels.length !== shape[0]) {
    throw new Error(
      `${origin}: ${labels.length} labels for ${shape[0]} images; give one an image.`,
    );
  }
}
