import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { taskSets, type Task } from "../../lib/experiments/task-sets";
import { imageAt } from "../shifts/sets";

const task = (changes: Partial<Task> = {}): Task => ({
  dataset: "fashion-mnist",
  preparation: "untouched",
  train: 60,
  validation: 30,
  test: 40,
  reference: null,
  shifted: {},
  seed: 3,
  ...changes,
});

const textured = task({
  preparation: "textured",
  reference: { name: "spurious tint", strength: 0.6, seed: 3 },
  shifted: {
    "spurious tint": { name: "spurious tint", strength: 0.6, seed: 3 },
  },
});

const images = (set: LabelledImages) =>
  Array.from({ length: set.shape[0] }, (_, i) => imageAt(set, i));

/** An image upside down. */
function upsideDown(image: number[], width = 28): number[] {
  const row = 3 * width;
  return Array.from({ length: image.length / row }, (_, y) =>
    image.slice(y * row, (y + 1) * row),
  )
    .reverse()
    .flat();
}

/** Share of the examples that are of these classes. */
const shareOf = ({ labels }: LabelledImages, classes: number[]) =>
  labels.filter((label) => classes.includes(label)).length / labels.length;

describe("taskSets", () => {
  it("gives sets of the sizes asked for, in colour, the same for the same seed", () => {
    const { train, evaluated } = taskSets(textured);
    assert.deepEqual(
      [train, ...Object.values(evaluated)].map(({ shape }) => shape),
      [60, 30, 40, 40].map((count) => [count, 28, 28, 3]),
    );
    assert.deepEqual(Object.keys(evaluated), [
      "validation",
      "reference",
      "spurious tint",
    ]);
    assert.deepEqual(taskSets(textured), { train, evaluated });
    const other = taskSets({ ...textured, seed: 4 });
    assert.notDeepEqual(other.train.labels, train.labels);
    assert.notDeepEqual(
      other.evaluated.reference.labels,
      evaluated.reference.labels,
    );
  });

  it("holds the smaller training set in the larger one, and leaves the test sets as they are", () => {
    const small = taskSets(textured);
    const large = taskSets({ ...textured, train: 90 });
    const size = small.train.images.length;
    assert.deepEqual(large.train.images.subarray(0, size), small.train.images);
    assert.deepEqual(large.train.labels.subarray(0, 60), small.train.labels);
    for (const split of ["reference", "spurious tint"]) {
      assert.deepEqual(large.evaluated[split], small.evaluated[split]);
    }
  });

  it("holds no image out that is trained on", () => {
    const { train, evaluated } = taskSets(
      task({ train: 900, validation: 300 }),
    );
    const trained = new Set(images(train).map(String));
    assert.ok(trained.size > 890, "images differ");
    for (const split of ["validation", "reference"]) {
      const held = images(evaluated[split]).map(String);
      assert.deepEqual(
        held.filter((image) => trained.has(image)),
        [],
        split,
      );
    }
  });

  it("tests on the same examples before and after a shift out of support", () => {
    const { train, evaluated } = taskSets(
      task({
        preparation: "textured",
        shifted: {
          flip: { name: "vertical flip" },
          negative: { name: "inverted contrast", strength: 1 },
        },
      }),
    );
    const { reference, flip, negative } = evaluated;
    assert.deepEqual(
      images(flip),
      images(reference).map((i) => upsideDown(i)),
    );
    assert.deepEqual(
      negative.images,
      reference.images.map((value) => 255 - value),
    );
    assert.deepEqual(flip.labels, reference.labels);
    assert.deepEqual(negative.labels, reference.labels);
    const plain = taskSets(task());
    assert.deepEqual(train.labels, plain.train.labels);
    assert.deepEqual(reference.labels, plain.evaluated.reference.labels);
  });

  it("draws patterns of their own, in grey, on the images of each set", () => {
    const plain = taskSets(task({ train: 30 }));
    const { train, evaluated } = taskSets(
      task({ train: 30, preparation: "textured" }),
    );
    assert.ok(
      train.images.every((value, k) => value === train.images[k - (k % 3)]),
    );
    // The ground is black but for the pattern: where it is black on both sides, patterns would be equal if drawn alike.
    const corners = (set: LabelledImages) =>
      images(set).map((image) => image.slice(0, 12).join());
    const blank = (set: LabelledImages) =>
      corners(set).map((corner) => corner === Array(12).fill(0).join());
    const [a, b] = [corners(train), corners(evaluated.validation)];
    const both = blank(plain.train).flatMap((isBlank, i) =>
      isBlank && blank(plain.evaluated.validation)[i] ? [i] : [],
    );
    assert.ok(both.length > 20);
    assert.ok(both.filter((i) => a[i] !== b[i]).length > 15);
  });

  it("trains and chooses on the reference set that the shift makes, and tests on both", () => {
    const preferred = [0, 1, 2, 3, 4];
    const spec = { name: "label shift", strength: 0.1, preferred, seed: 3 };
    const { train, evaluated } = taskSets(
      task({
        ...{ train: 600, validation: 400, test: 400 },
        reference: spec,
        shifted: { "label shift": spec },
      }),
    );
    const { validation, reference } = evaluated;
    for (const set of [train, validation, reference]) {
      assert.ok(shareOf(set, preferred) > 0.8, `${shareOf(set, preferred)}`);
    }
    assert.ok(shareOf(evaluated["label shift"], preferred) < 0.2);
    assert.ok(train.shape[0] < 400, "a label shift leaves examples out");
  });

  const refusals: [string, Partial<Task>, RegExp][] = [
    [
      "more images than the training split has",
      { train: 59_000, validation: 1001 },
      /needs 60001 images of "fashion-mnist", split "train", which has 60000: lower train, validation or test/,
    ],
    [
      "more images than the test split has",
      { test: 10_001 },
      /needs 10001 images of "fashion-mnist", split "test", which has 10000/,
    ],
    [
      "a shift that empties a class",
      { train: 12, reference: { name: "label shift", strength: 0.01 } },
      /leaves none of the \d+ examples of class \d in the reference set/,
    ],
    [
      "a strength that is none",
      { shifted: { blur: { name: "blur", strength: 1.5 } } },
      /strength is 1\.5/,
    ],
  ];
  for (const [name, changes, message] of refusals) {
    it(`refuses ${name}`, () => {
      assert.throws(() => taskSets(task(changes)), {
        name: "RangeError",
        message,
      });
    });
  }

  it("names the nearest shift for one that there is not", () =>
    assert.throws(
      () => taskSets(task({ shifted: { flip: { name: "vertical flop" } } })),
      /no shift "vertical flop".*Did you mean "vertical flip"/,
    ));
});
