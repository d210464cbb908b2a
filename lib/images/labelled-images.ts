import { written } from "../files/written";
import type { Attributes } from "./attributes";

/** Images with a label each. */
export interface LabelledImages {
  /** Pixel values 0–255, row-major in `shape`. */
  images: Uint8Array;
  /** One class number from 0 an image; length `shape[0]`. */
  labels: Uint8Array;
  /** [count, height, width, channels]. */
  shape: [number, number, number, number];
  /** Names of the classes, in the order of the labels, where they are known. */
  classNames?: string[];
  /**
   * Group of each image, such as the font it is printed in, where there are groups: images of one group are so alike
   * that a classifier must not be tested on some after learning from others. See {@link groupNames}.
   */
  groups?: Int32Array;
  /** What else is known of each image, by name: what a shift has drawn for it, such as the class whose colour it is tinted in. */
  attributes?: Attributes;
}

/**
 * The one check of images that come in from outside: pixels and labels are bytes, agree in number with the shape, and
 * labels have a class each.
 *
 * @param origin names the set in the message.
 * @throws Error naming the set, the first wrong value and the remedy.
 */
export function requireLabelledImages(
  { images, labels, shape, classNames, groups, attributes }: LabelledImages,
  origin: string,
): void {
  requirePixels({ images, shape }, origin);
  requireLabels(labels, shape[0], origin);
  if (groups && groups.length !== shape[0]) {
    throw new Error(
      `${origin}: ${groups.length} groups for ${shape[0]} images; give one an image.`,
    );
  }
  for (const [name, values] of Object.entries(attributes ?? {})) {
    if (values.length === shape[0]) continue;
    throw new Error(
      `${origin}: attribute "${name}" has ${values.length} values for ${shape[0]} images; give one an image.`,
    );
  }
  const stray = classNames
    ? labels.findIndex((label) => label >= classNames.length)
    : -1;
  if (classNames && stray >= 0) {
    throw new Error(
      `${origin}: label ${stray} is ${labels[stray]}, expected 0 to ${classNames.length - 1} (${classNames.length} classes).`,
    );
  }
}

function requireShape(shape: readonly number[], origin: string): void {
  const whole = (length: number) => Number.isInteger(length) && length >= 0;
  if (!Array.isArray(shape) || shape.length !== 4 || !shape.every(whole)) {
    throw new Error(
      `${origin}: shape is ${JSON.stringify(shape)}, expected [count, height, width, channels].`,
    );
  }
}

/**
 * The part of {@link requireLabelledImages} that is about pixels.
 *
 * @throws Error naming the set, the first wrong value and the remedy.
 */
export function requirePixels(
  { images, shape }: Pick<LabelledImages, "images" | "shape">,
  origin: string,
): void {
  requireShape(shape, origin);
  requireBytes(images, {
    origin,
    what: "pixel value",
    remedy:
      "Pixels are whole numbers from 0 to 255 in a Uint8Array. Of values from 0 to 1: Uint8Array.from(images, (value) => Math.round(255 * value)).",
  });
  const size = shape.reduce((product, length) => product * length, 1);
  if (images.length !== size) {
    throw new Error(
      `${origin}: ${images.length} pixel values do not make shape [${shape.join(", ")}], which needs ${size}.`,
    );
  }
  if (images.includes(1) && !images.some((value) => value > 1)) {
    throw new Error(
      `${origin}: no pixel value is above 1, of 255: pixels scaled to 0…1 and then cut to whole numbers, it seems. Multiply by 255 before: Uint8Array.from(pixels, (value) => Math.round(255 * value)).`,
    );
  }
}

/**
 * The part of {@link requireLabelledImages} that is about labels.
 *
 * @param count of images.
 * @throws Error naming the set, the first wrong value and the remedy.
 */
export function requireLabels(
  labels: ArrayLike<unknown>,
  count: number,
  origin: string,
): void {
  requireBytes(labels, {
    origin,
    what: "label",
    remedy:
      "Labels are class numbers from 0 to 255, whole, in a Uint8Array. Leave out images without a class, and number the classes from 0.",
  });
  if (labels.length !== count) {
    throw new Error(
      `${origin}: ${labels.length} labels for ${count} images; give one an image.`,
    );
  }
}

/** Refuses what is no Uint8Array, naming the first value that would not fit one, else the kind of array. */
function requireBytes(
  values: ArrayLike<unknown>,
  { origin, what, remedy }: { origin: string; what: string; remedy: string },
): void {
  if (values instanceof Uint8Array) return;
  const kind = (values as object | undefined)?.constructor.name ?? "missing";
  const stray = Array.prototype.findIndex.call(
    values ?? [],
    (value) => !(Number.isInteger(value) && value >= 0 && value <= 255),
  );
  const found =
    stray >= 0
      ? `${what} ${stray} is ${written(values[stray])}`
      : `${what}s are ${kind === "missing" ? kind : `in ${/^[AEIOU]/.test(kind) ? "an" : "a"} ${kind}`}`;
  throw new Error(`${origin}: ${found}. ${remedy}`);
}
