import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { datasetFolder } from "./fetch";
import { readIdx } from "./idx";
import { nearestName } from "./nearest-name";
import { registryEntry } from "./registry";
import { readVerified } from "./verify";

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
    const path = join(datasetFolder(name), fileName);
    if (!existsSync(path)) fetchInChild(name);
    const file = entry.files.find((each) => each.name === fileName)!;
    return readIdx(readVerified(path, file), path, { shape });
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

/** Fetching is asynchronous and loading is not, so it runs in a process of its own. */
function fetchInChild(name: string): void {
  const program = `require(${JSON.stringify(join(__dirname, "fetch"))})
    .fetchDataset(${JSON.stringify(name)})
    .catch((error) => { console.error(error.message); process.exit(1); })`;
  try {
    execFileSync(process.execPath, [...process.execArgv, "-e", program], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new Error(
      `${said || (error as Error).message}\nTo fetch just it: npm run setup -- data ${name}`,
      { cause: error },
    );
  }
}
