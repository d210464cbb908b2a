import { readIdx } from "./idx";
import { nearestName } from "./nearest-name";
import { readRegisteredFile } from "./registered-file";
import { registryEntry } from "./registry";

/** Images with a label each. */
export interface LabelledImages {
  /** Pixel values 0–255, row-major in `shape`. */
  images: Uint8Array;
  /** One class number from 0 an image; length `shape[0]`. */
  labels: Uint8Array;
  /** [count, height, width, channels]. */
  shape: [number, number, number, number];
}

/**
 * Loads a registered set of labelled images, verified against its registration
 * on every load. A set that is not in the cache yet is fetched first.
 *
 * @param name e.g. "fashion-mnist"; `registeredNames()` lists them.
 * @param options.split "train" (the default) or "test".
 * @throws Error for an unknown name or split, a corrupted or mislabelled file,
 *   or where no source can be reached.
 * @example
 * const { images, labels, shape } = loadDataset("fashion-mnist", { split: "train" });
 * // shape = [60000, 28, 28, 1]
 */
export function loadDataset(
  name: string,
  { split = "train" }: { split?: string } = {},
): LabelledImages {
  const entry = registryEntry(name);
  const { splits = {}, imageShape, classes = [] } = entry;
  if (!imageShape) {
    throw new Error(`"${name}" (${entry.title}) is not a set of images.`);
  }
  if (!Object.hasOwn(splits, split)) {
    throw new Error(
      `"${name}" has no split "${split}". ${nearestName(split, Object.keys(splits))}`,
    );
  }
  const files = splits[split];
  const read = (fileName: string, shape: (number | undefined)[]) => {
    const { bytes, path } = readRegisteredFile(name, fileName);
    return readIdx(bytes, path, { shape });
  };
  const [height, width, channels] = imageShape;
  const images = read(
    files.images,
    channels === 1
      ? [files.count, height, width]
      : [files.count, height, width, channels],
  );
  const labels = read(files.labels, [files.count]);
  const stray = labels.data.findIndex((label) => label >= classes.length);
  if (stray >= 0) {
    throw new Error(
      `${files.labels}: label ${stray} is ${labels.data[stray]}, expected 0 to ${classes.length - 1} (${classes.length} classes)`,
    );
  }
  return {
    images: images.data,
    labels: labels.data,
    shape: [files.count, height, width, channels],
  };
}

/** Names of the classes of a registered set, in the order of its labels. */
export function classNames(name: string): string[] {
  return [...(registryEntry(name).classes ?? [])];
}
