import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { imagesFromFolder, imagesFromNpz } from "../../data";
import { isAbsent } from "../../files/is-absent";
import type { LabelledImages } from "../../images";

/** A sample read from files. */
export interface Sample {
  images: LabelledImages;
  /** What to call each image: its file, or its number. */
  names: string[];
  /** Whether its images have classes. */
  isLabelled: boolean;
}

/** Size to which every image is brought: that of the features. */
const SIZE = 64;

/**
 * Reads a sample of a distribution: a folder with a sub-folder a class, a folder of pictures alone, or an .npz file with the arrays `images` and
 * `labels`. Every image is brought to 64 × 64 pixels, cut about its middle.
 *
 * @throws Error naming the path: nothing there, another kind of file, or as `imagesFromFolder` and `imagesFromNpz`.
 */
export function readSample(path: string): Sample {
  if (isFolder(path)) {
    const unlabelled = !readdirSync(path, { withFileTypes: true }).some(
      (entry) => entry.isDirectory() || isFolder(join(path, entry.name)),
    );
    const images = imagesFromFolder(path, {
      size: SIZE,
      channels: 3,
      unlabelled,
    });
    return { images, names: images.files, isLabelled: !unlabelled };
  }
  if (extname(path).toLowerCase() !== ".npz")
    throw new Error(
      `${path}: neither a folder of images nor an .npz file. Give a folder with PNG or JPEG pictures, or what numpy.savez(path, images=…, labels=…) wrote.`,
    );
  const images = imagesFromNpz(path, { size: SIZE, channels: 3 });
  const names = Array.from(images.labels, (_, i) => `image ${i}`);
  return { images, names, isLabelled: true };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw new Error(`${path}: there is nothing here to read images from.`, {
      cause: error,
    });
  }
}
