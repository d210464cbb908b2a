import { classNames, loadDataset } from "../data";
import { drawingRows, drawingSets } from "../data/natural/drawings";
import { takeExamples, withAttribute, type LabelledImages } from "../images";
import { randomStream, type RandomStream } from "../numerics";

/** Two classes of drawings on photographs of two kinds, and what gives the class away. */
export interface PlacedTask {
  /** The classes, each by the drawings that it is made of. */
  classes: [string[], string[]];
  /** What may be spurious: the kind of photograph, or a colour laid over it. */
  cue: "ground" | "tint";
  /** The kinds of photographs, each by its classes. */
  grounds: [string[], string[]];
  /** Sides of the figures' boxes, in pixels. */
  sides: [number, number];
  seed: number;
}

/** Which drawings and photographs a set takes: no two have any of theirs in common, nor drawings of one icon set. */
export type PlacedPart = "train" | "validation" | "test";

/** Which icon sets a part takes, as a share of all in a random order. */
const SHARES: { [part in PlacedPart]: [number, number] } = {
  train: [0, 0.6],
  validation: [0.6, 0.7],
  test: [0.7, 1],
};

/** Which photographs a part takes: of the training split, or for the test all of the other. */
const GROUND_SHARES: { [part in PlacedPart]: [number, number] } = {
  train: [0, 0.9],
  validation: [0.9, 1],
  test: [0, 1],
};

/** Colours far apart, laid over the photographs with this opacity. */
const COLOURS = [
  [230, 120, 30],
  [30, 120, 230],
];
const OPACITY = 0.4;

/** The attribute that says which value the cue has. */
export const CUE = "cue";

/** Photographs with a value of the cue each, which is an attribute of them. */
export function groundsOf(
  task: PlacedTask,
  part: PlacedPart,
  values: Uint8Array,
  random: RandomStream,
): LabelledImages {
  const names = classNames("cifar10");
  const all = loadDataset("cifar10", {
    split: part === "test" ? "test" : "train",
  });
  const kinds = task.grounds.map((classes) => {
    const wanted = classes.map((name) => indexOf(names, name, "photographs"));
    const found = Array.from(all.labels.keys()).filter((i) =>
      wanted.includes(all.labels[i]),
    );
    const [start, end] = GROUND_SHARES[part];
    return found.slice(
      Math.floor(start * found.length),
      Math.floor(end * found.length),
    );
  });
  const chosen = Int32Array.from(values, (value) => {
    const kind = kinds[task.cue === "ground" ? value : random.integer(2)];
    return kind[random.integer(kind.length)];
  });
  const { images, labels, shape } = takeExamples(all, chosen);
  const taken =
    task.cue === "tint"
      ? tinted({ images, labels, shape }, values)
      : { images, labels, shape };
  return withAttribute(taken, CUE, Uint8Array.from(values));
}

function tinted(set: LabelledImages, values: Uint8Array): LabelledImages {
  const size = set.images.length / values.length;
  const images = set.images.map((pixel, k) => {
    const colour = COLOURS[values[Math.floor(k / size)]][k % 3];
    return pixel + OPACITY * (colour - pixel);
  });
  return { ...set, images };
}

/** Drawings of the classes wanted. */
export function figuresOf(
  task: PlacedTask,
  part: PlacedPart,
  labels: Uint8Array,
  random: RandomStream,
): LabelledImages {
  const kinds = drawingsOf(task, part);
  const chosen = Int32Array.from(
    labels,
    (label) => kinds[label][random.integer(kinds[label].length)],
  );
  const all = loadDataset("drawings", { split: "test" });
  const { images, shape } = takeExamples(all, chosen);
  return { images, labels: Uint8Array.from(labels), shape };
}

/**
 * Positions, among the set "drawings", of those that a part may take of each class: of icon sets that are its own.
 *
 * @throws RangeError where there are none.
 */
export function drawingsOf(task: PlacedTask, part: PlacedPart): number[][] {
  const rows = drawingRows();
  const sets = drawingSets();
  const order = randomStream(task.seed, "icon sets").permutation(sets.length);
  const [from, to] = SHARES[part].map((share) =>
    Math.floor(share * sets.length),
  );
  const ours = new Set(Array.from(order.subarray(from, to), (k) => sets[k]));
  const known = [...new Set(rows.map((row) => row.class))];
  return task.classes.map((classes) => {
    for (const name of classes) indexOf(known, name, "drawings");
    const found = rows.flatMap((row, i) =>
      classes.includes(row.class) && ours.has(row.set) ? [i] : [],
    );
    if (found.length > 0) return found;
    throw new RangeError(
      `None of the icon sets of the part "${part}" has a drawing of ${classes.join(" or ")}; take classes with more drawings.`,
    );
  });
}

function indexOf(names: readonly string[], name: string, what: string): number {
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new RangeError(
    `There are no ${what} of "${name}"; there are of ${names.join(", ")}.`,
  );
}
