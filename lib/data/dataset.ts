import { optionChecker } from "../files";
import { text } from "../files/option-kinds";
import { readIdx } from "./formats/idx";
import {
  requireLabelledImages,
  type LabelledImages,
} from "../images/labelled-images";
import { drawingSets, isDrawings } from "./natural/drawings";
import { makeNaturalShift, printedFamilies } from "./natural/natural-shifts";
import { nearestName } from "../files/nearest-name";
import { cacheFolder } from "../files/paths";
import { readRegisteredFile } from "./registered-file";
import { registryEntry, type RegisteredSplit } from "./registry";
import { sha256 } from "../files/verify";

const loaded = new Map<string, LabelledImages>();

const checkOptions = optionChecker<{ split?: string }>("loadDataset", {
  split: text,
});

/**
 * Loads a registered set of labelled images, verified against its registration.
 * A set that is not in the cache yet is fetched first; a set that the project
 * makes itself (the natural shifts on digits) is made.
 *
 * A set is read and verified once a process: later calls share its arrays, so
 * do not write into them; `images.slice()` is a copy to write into.
 *
 * @param name e.g. "fashion-mnist"; `registeredNames()` lists them.
 * @param options.split "train" or "test". Default "train" where there is such a split, else the only one.
 * @throws Error for an unknown name or split, a corrupted or mislabelled file,
 *   or where no source can be reached.
 * @example
 * const { images, labels, shape } = loadDataset("fashion-mnist", { split: "train" });
 * // shape = [60000, 28, 28, 1]
 */
export function loadDataset(
  name: string,
  options: { split?: string } = {},
): LabelledImages {
  checkOptions(options);
  const entry = registryEntry(name);
  const { splits = {}, imageShape, classes = [] } = entry;
  if (!imageShape) {
    throw new Error(`"${name}" (${entry.title}) is not a set of images.`);
  }
  const names = Object.keys(splits);
  const only = names.length === 1 ? names[0] : "train";
  const { split = only } = options;
  if (!Object.hasOwn(splits, split)) {
    throw new Error(
      `"${name}" has no split "${split}". ${nearestName(split, names)}`,
    );
  }
  const key = JSON.stringify([cacheFolder(), name, split]);
  const set = loaded.get(key) ?? {
    ...loadSplit(name, splits[split], imageShape),
    classNames: classes,
  };
  requireLabelledImages(set, name);
  loaded.set(key, set);
  return { ...set };
}

function loadSplit(
  name: string,
  registered: RegisteredSplit,
  imageShape: [number, number, number],
): LabelledImages {
  return registered.sha256
    ? makeVerified(name, registered)
    : readVerifiedIdx(name, registered, imageShape);
}

function readVerifiedIdx(
  name: string,
  { images: imageFile = "", labels: labelFile = "", count }: RegisteredSplit,
  [height, width, channels]: [number, number, number],
): LabelledImages {
  const read = (fileName: string, shape: (number | undefined)[]) => {
    const { bytes, path } = readRegisteredFile(name, fileName);
    return readIdx(bytes, path, { shape });
  };
  const images = read(
    imageFile,
    channels === 1 ? [count, height, width] : [count, height, width, channels],
  );
  const labels = read(labelFile, [count]);
  return {
    images: images.data,
    labels: labels.data,
    shape: [count, height, width, channels],
  };
}

function makeVerified(name: string, registered: RegisteredSplit) {
  const set = makeNaturalShift(name, loadDataset);
  const found = sha256(Buffer.concat([set.images, set.labels]));
  if (found !== registered.sha256 || set.shape[0] !== registered.count) {
    throw new Error(
      `"${name}" came to ${set.shape[0]} images with sha256 ${found}, registered are ${registered.count} with ${registered.sha256}: what it is made of, or how, has changed.`,
    );
  }
  return set;
}

/** Names of the classes of a registered set, in the order of its labels. */
export function classNames(name: string): string[] {
  return [...(registryEntry(name).classes ?? [])];
}

/**
 * Names of the groups of a registered set, in the order of its images' `groups`;
 * empty where it has none.
 *
 * @example
 * const { groups } = loadDataset("printed-digits");
 * const font = groupNames("printed-digits")[groups![0]];
 */
export function groupNames(name: string): string[] {
  registryEntry(name);
  if (isDrawings(name)) return drawingSets();
  return name === "printed-digits"
    ? printedFamilies().map(({ family }) => family)
    : [];
}
