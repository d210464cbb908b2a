import { z } from "zod";
import { loadDataset, registryEntry } from "../data";
import { nearestName } from "../files";
import { joinExamples, takeExamples, toRgb } from "../images";
import type { LabelledImages } from "../images";
import { randomStream } from "../numerics";
import { renditions, shiftFrom, type ShiftSpec } from "../shifts";
import { shiftField } from "./task";

const count = z.int().positive();

/** Fields of a run that say which classes of a registered set are shown. */
export const classFields = {
  data: z.string().default("cifar10"),
  /** Two or more of its classes, by name; labels are their places here. */
  classes: z.array(z.string()).min(2),
};

/** Images of some classes, as plain data. */
export interface ClassSet {
  data: string;
  classes: string[];
  /** In all, spread evenly over the classes. */
  count: number;
  seed: number;
}

/** Of the network and the size of its sets: fields that runs on some classes share. */
export const classRunFields = {
  ...classFields,
  count,
  test: count,
  model: shiftField,
  recipe: z.looseObject({}).default({}),
};

/** @throws Error where the set does not have one of the classes, or one is named twice. */
export function requireClasses(
  what: string,
  { data, classes }: Pick<ClassSet, "data" | "classes">,
): void {
  const known = registryEntry(data).classes ?? [];
  const unknown = classes.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `${what}, field classes: "${data}" has no class "${unknown}". ${nearestName(unknown, known)}`,
    );
  }
  const twice = classes.find((name, i) => classes.indexOf(name) < i);
  if (twice !== undefined) {
    throw new Error(`${what}, field classes: "${twice}" is named twice.`);
  }
}

/**
 * Images of some classes of a registered set, as many of each, in colour, class by class: the first of a random order of each class, so that a larger set
 * holds the smaller one.
 *
 * @throws RangeError where a class has too few images.
 */
export function imagesOfClasses(
  split: "train" | "test",
  { data, classes, count, seed }: ClassSet,
): LabelledImages {
  const all = loadDataset(data, { split });
  const known = registryEntry(data).classes!;
  const order = randomStream(seed, `images of ${split}`).permutation(
    all.shape[0],
  );
  const parts = classes.map((name, c) => {
    const size = Math.floor((count + classes.length - 1 - c) / classes.length);
    const label = known.indexOf(name);
    const members = order.filter((i) => all.labels[i] === label);
    if (members.length < size) {
      throw new RangeError(
        `${size} images of class "${name}" are asked for, but "${data}", split "${split}", has ${members.length}: lower the count, or take more classes.`,
      );
    }
    const part = takeExamples(all, members.subarray(0, size));
    return { ...part, labels: part.labels.fill(c) };
  });
  return { ...toRgb(joinExamples(parts)), classNames: classes };
}

/** Each image as it is or in one of several styles, with equal probability: the shifted forms under these shifts. */
export function inStyles(
  set: LabelledImages,
  styles: readonly ShiftSpec[],
  seed: number,
): LabelledImages {
  if (styles.length === 0) return set;
  const shifts = styles.map((style) => shiftFrom({ seed, ...style }));
  return renditions(shifts, { seed }).reference(set);
}
