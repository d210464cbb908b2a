import { overColour, type Rgb } from "../../images/image-channels";
import {
  requireLabelledImages,
  type LabelledImages,
} from "../../images/labelled-images";
import { heightAndWidth, resizeImages } from "../../images/resize-images";
import { bytesOf } from "./array-bytes";
import {
  requireRoom,
  WHITE,
  withChannels,
  type OwnImagesOptions,
} from "./image-options";
import { readNamedBytes } from "./named-bytes";
import { readNpy, reordered, type NpyArray } from "./npy";
import { readNpz } from "./npz";

/** Options of {@link imagesFromNpy}. */
export interface ImageArrayOptions extends OwnImagesOptions {
  /** Whether colours come last ([count, height, width, channels]) or before height and width. Default "channels-last". */
  layout?: "channels-last" | "channels-first";
}

/** Options of {@link imagesFromNpz}. */
export interface NpzOptions extends ImageArrayOptions {
  /** Names of the two arrays in the archive. Default "images" and "labels". */
  images?: string;
  labels?: string;
}

/**
 * Reads images and labels that were saved with `numpy.save`, such as CIFAR-10.1's. Pixels are whole numbers from 0 to 255
 * in any type of number, [count, height, width] (grey) or [count, height, width, 1, 3 or 4], the fourth being opacity; labels are
 * whole numbers from 0 to 255, [count] or [count, 1]. Arrays of Fortran's order or the other byte order are read rightly.
 *
 * @throws Error naming the file, the first wrong value and the remedy: no .npy file or a truncated one, pixels scaled to
 *   0…1, channels first, labels that are no class numbers, or another number of labels than of images.
 * @example
 * const shifted = imagesFromNpy("cifar10.1_v6_data.npy", "cifar10.1_v6_labels.npy", {
 *   classNames: classNames("cifar10"),
 * });
 */
export function imagesFromNpy(
  imagesFile: string,
  labelsFile: string,
  options: ImageArrayOptions = {},
): LabelledImages {
  const read = (path: string) => readNpy(readNamedBytes(path));
  return fromArrays(read(imagesFile), read(labelsFile), options);
}

/**
 * As {@link imagesFromNpy}, from one archive saved with `numpy.savez` or `numpy.savez_compressed`.
 *
 * @throws Error also for a name that the archive lacks.
 * @example imagesFromNpz("pathmnist.npz", { images: "test_images", labels: "test_labels" })
 */
export function imagesFromNpz(
  path: string,
  { images = "images", labels = "labels", ...options }: NpzOptions = {},
): LabelledImages {
  const archive = readNamedBytes(path);
  const read = (name: string) => readNpy(readNpz(archive, name));
  return fromArrays(read(images), read(labels), options);
}

function fromArrays(
  images: NpyArray,
  labels: NpyArray,
  { layout, size, fit, channels, classNames, background }: ImageArrayOptions,
): LabelledImages {
  const { path } = images;
  const pixels = opaque(pixelsOf(images, layout), background ?? WHITE);
  const set: LabelledImages = {
    ...pixels,
    labels: labelsOf(labels),
    ...(classNames ? { classNames } : {}),
  };
  requireLabelledImages(set, path);
  if (size === undefined) return withChannels(set, channels, path);
  requireRoom([set.shape[0], ...heightAndWidth(size), set.shape[3]], path);
  return withChannels(resizeImages(set, size, { fit }), channels, path);
}

type Pixels = Pick<LabelledImages, "images" | "shape">;

function pixelsOf(
  array: NpyArray,
  layout: ImageArrayOptions["layout"] = "channels-last",
): Pixels {
  const { shape, path } = array;
  const [count, a, b, c = 1] = shape;
  const channels = layout === "channels-first" && shape.length === 4 ? a : c;
  if (
    !(shape.length === 3 || shape.length === 4) ||
    ![1, 3, 4].includes(channels)
  ) {
    const remedy =
      shape.length === 4 && [1, 3, 4].includes(a) && layout === "channels-last"
        ? 'Its colours seem to come first: pass layout: "channels-first".'
        : "Reshape it before saving; labels belong into an array of their own.";
    throw new Error(
      `${path}: shape (${shape.join(", ")}), expected (count, height, width) or (count, height, width, 1, 3 or 4). ${remedy}`,
    );
  }
  if (count * a * b * c === 0) {
    throw new Error(`${path}: shape (${shape.join(", ")}) holds no images.`);
  }
  const images = bytesOf(array, "pixel value");
  if (layout === "channels-last" || shape.length === 3) {
    return { images, shape: [count, a, b, c] };
  }
  return {
    images: reordered(images, [count, b, c, a], [a * b * c, c, 1, b * c]),
    shape: [count, b, c, a],
  };
}

function opaque({ images, shape }: Pixels, background: Rgb): Pixels {
  const [count, height, width, channels] = shape;
  if (channels !== 4) return { images, shape };
  return {
    images: overColour(images, background),
    shape: [count, height, width, 3],
  };
}

function labelsOf(array: NpyArray): Uint8Array {
  const { shape, path } = array;
  const [, width = 1] = shape;
  if (shape.length === 0 || shape.length > 2 || width !== 1) {
    throw new Error(
      `${path}: labels of shape (${shape.join(", ")}), expected (count) or (count, 1). Of one-hot rows take x.argmax(axis=1).`,
    );
  }
  return bytesOf(array, "label");
}
