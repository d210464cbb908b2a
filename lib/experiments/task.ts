import { z } from "zod";
import { loadDataset, registryEntry } from "../data";
import { takeExamples, takeRange, toRgb, type LabelledImages } from "../images";
import { randomStream } from "../numerics";
import { describeShift, shiftFrom, type ShiftSpec } from "../shifts";

const count = z.int().positive();

/** A shift as plain data, not yet checked. */
export const shiftField = z.looseObject({ name: z.string() });

/** The fields of a run that say what is learnt. */
export const taskFields = {
  /** A registered set of images with classes. */
  data: z.string().default("cifar10"),
  /** Number of images to train on, and held out to choose by; both of the data set's training split. */
  train: count,
  validation: count,
  /** Number of test images, each in its reference and its shifted form. */
  test: count,
  /** The shift whose reference set is trained on; null leaves it untouched. */
  reference: shiftField.nullable().default(null),
};

/** What is learnt, and what it is tested on, as plain data. Every draw follows from `seed`. */
export interface LearningTask {
  data: string;
  train: number;
  validation: number;
  test: number;
  reference: ShiftSpec | null;
  seed: number;
}

/**
 * A shift with all its options; where it has no seed of its own, with the run's, so that runs that differ in the seed repeat the draw. The first part of a
 * composed shift has it, too, so that it draws as it does alone; further parts get seeds of their own, so that they draw apart.
 *
 * @throws Error for an unknown shift or option; RangeError for a value that it refuses.
 */
export function seededShift(shift: ShiftSpec, seed: number): ShiftSpec {
  return describeShift(withSeed(shift, seed));
}

function withSeed(given: ShiftSpec, seed: number): ShiftSpec {
  if (Array.isArray(given.shifts)) {
    const shifts = (given.shifts as ShiftSpec[]).map((part, i) =>
      withSeed(part, 1000 * i + seed),
    );
    return { ...(given.name !== "compose" && { seed }), ...given, shifts };
  }
  const shift: ShiftSpec = { seed, ...given };
  if (shift.name === "partly" && typeof shift.shift === "object")
    shift.shift = withSeed(shift.shift as ShiftSpec, seed);
  return shift;
}

/** The shape of a task's images, always in colour, and the number of its classes. @throws Error where the set has none. */
export function shapeOf(data: string): {
  imageShape: [number, number, number];
  classes: number;
} {
  const { imageShape, classes = [] } = registryEntry(data);
  if (!imageShape || classes.length < 2) {
    throw new Error(`"${data}" is no set of images with classes to learn.`);
  }
  const [height, width] = imageShape;
  return { imageShape: [height, width, 3], classes: classes.length };
}

/**
 * The images to train on and those to choose by.
 *
 * @throws RangeError where the data set has too few images, or the shift refuses them.
 */
export function trainingSets(task: LearningTask): {
  train: LabelledImages;
  validation: LabelledImages;
} {
  const { data, train, validation, seed } = task;
  const held = drawn(data, "train", train + validation, seed);
  const part = (from: number, to: number) =>
    asReference(takeRange(held, from, to), task);
  return {
    train: part(0, train),
    validation: part(train, train + validation),
  };
}

/** The test images as the reference distribution shows them. @throws RangeError as {@link trainingSets}. */
export const referenceTest = (task: LearningTask): LabelledImages =>
  asReference(testImages(task), task);

/** The same test images under a shift. @throws RangeError as {@link trainingSets}. */
export const shiftedTest = (
  task: LearningTask,
  shift: ShiftSpec,
): LabelledImages => shiftFrom(shift).shifted(testImages(task));

const testImages = ({ data, test, seed }: LearningTask) =>
  toRgb(drawn(data, "test", test, seed));

const asReference = (set: LabelledImages, { reference }: LearningTask) =>
  reference ? shiftFrom(reference).reference(toRgb(set)) : toRgb(set);

/** The first images of one random order, so that a larger set holds the smaller one. */
function drawn(
  data: string,
  split: "train" | "test",
  count: number,
  seed: number,
): LabelledImages {
  const all = loadDataset(data, { split });
  if (count > all.shape[0]) {
    throw new RangeError(
      `The task needs ${count} images of "${data}", split "${split}", which has ${all.shape[0]}: lower train, validation or test.`,
    );
  }
  const order = randomStream(seed, `images of ${split}`).permutation(
    all.shape[0],
  );
  return takeExamples(all, order.slice(0, count));
}
