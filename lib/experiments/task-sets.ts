import { loadDataset } from "../data";
import {
  orientImages,
  paintImages,
  takeExamples,
  toRgb,
  type LabelledImages,
} from "../images";
import { randomStream } from "../numerics";
import { shiftFrom, type ShiftSpec } from "../shifts";

/** How the images of a task are made ready before any shift. */
export type Preparation = (typeof preparations)[number];

/** "untouched": as they come, in three channels. "textured": with a grey pattern of its own on each image's figure and ground. */
export const preparations = ["untouched", "textured"] as const;

/** What is learnt, and what it is tested on, as plain data. Every draw follows from `seed`. */
export interface Task {
  dataset: string;
  preparation: Preparation;
  /** Number of images to train on, and held out to choose by; both of the data set's training split. */
  train: number;
  validation: number;
  /** Number of test images, each in its reference and its shifted form. */
  test: number;
  /** The shift whose reference set is trained on; null leaves it untouched. */
  reference: ShiftSpec | null;
  /** Shifts to test on, by name of split. */
  shifted: { [split: string]: ShiftSpec };
  seed: number;
}

/** The sets of a task. */
export interface TaskSets {
  train: LabelledImages;
  /** "validation", "reference", and a split for each shift. */
  evaluated: { [split: string]: LabelledImages };
}

/**
 * Makes the sets of a task.
 *
 * @throws RangeError where the data set has too few images, or a shift refuses them.
 */
export function taskSets(task: Task): TaskSets {
  const { dataset, train, validation, test, seed } = task;
  const change = task.reference
    ? shiftFrom(task.reference).reference
    : (set: LabelledImages) => set;
  const held = drawn(dataset, "train", train + validation, seed);
  const tested = prepared(drawn(dataset, "test", test, seed), task, "test");
  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => from + i);
  const part = (name: string, from: number, to: number) =>
    change(prepared(takeExamples(held, range(from, to)), task, name));
  return {
    train: part("train", 0, train),
    evaluated: {
      validation: part("validation", train, train + validation),
      reference: change(tested),
      ...Object.fromEntries(
        Object.entries(task.shifted).map(([split, spec]) => [
          split,
          shiftFrom(spec).shifted(tested),
        ]),
      ),
    },
  };
}

/** Pre-training that saw what it should not have: other images of the task's own classes. */
export interface Leak {
  /** Number of images; none of them is in the task's sets. */
  images: number;
  epochs: number;
  /** Each tinted in a colour of its own, with opacity uniform in [0, ½]. */
  tints: boolean;
  /** Half of them turned by any angle and mirrored. */
  orientations: boolean;
}

/**
 * What a {@link Leak} pre-trains on, prepared as the task's own images are.
 *
 * @throws RangeError where the data set has too few images.
 */
export function leakedSet(
  task: Task,
  { images, tints, orientations }: Leak,
): LabelledImages {
  const { dataset, train, validation, preparation, seed } = task;
  const used = train + validation;
  const held = drawn(dataset, "train", used + images, seed);
  const others = takeExamples(
    held,
    Array.from({ length: images }, (_, i) => used + i),
  );
  const turned = orientations
    ? orientImages(others, { probability: 0.5, seed })
    : others;
  return paintImages(turned, {
    textures: preparation === "textured",
    tints,
    colours: false,
    seed,
  });
}

/** The first images of one random order, so that a larger set holds the smaller one. */
function drawn(
  dataset: string,
  split: "train" | "test",
  count: number,
  seed: number,
): LabelledImages {
  const all = loadDataset(dataset, { split });
  if (count > all.shape[0]) {
    throw new RangeError(
      `The task needs ${count} images of "${dataset}", split "${split}", which has ${all.shape[0]}: lower train, validation or test.`,
    );
  }
  const order = randomStream(seed, `images of ${split}`).permutation(
    all.shape[0],
  );
  return takeExamples(all, order.slice(0, count));
}

function prepared(
  set: LabelledImages,
  { preparation, seed }: Task,
  part: string,
): LabelledImages {
  if (preparation === "untouched") return toRgb(set);
  const patternSeed = randomStream(seed, `patterns of ${part}`).integer(
    2 ** 31,
  );
  return toRgb(
    paintImages(set, {
      textures: true,
      colours: false,
      tints: false,
      seed: patternSeed,
    }),
  );
}
