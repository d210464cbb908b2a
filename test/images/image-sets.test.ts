import assert from "node:assert/strict";
import {
  requireLabelledImages,
  type LabelledImages,
  sampleExamples,
  takeExamples,
  takeRange,
  toRgb,
} from "../../lib/images";

/** Three 1×2 grey images. */
const grey = (): LabelledImages => ({
  images: Uint8Array.of(10, 11, 20, 21, 30, 31),
  labels: Uint8Array.of(0, 1, 2),
  shape: [3, 1, 2, 1],
});

describe("image sets", () => {
  it("takes examples in the order asked for", () => {
    const { images, labels, shape } = takeExamples(grey(), [2, 0, 2]);
    assert.deepEqual([...images], [30, 31, 10, 11, 30, 31]);
    assert.deepEqual([...labels], [2, 0, 2]);
    assert.deepEqual(shape, [3, 1, 2, 1]);
  });

  it("takes a range, from one place up to before another", () => {
    assert.deepEqual(takeRange(grey(), 1, 3), takeExamples(grey(), [1, 2]));
    assert.equal(takeRange(grey(), 2, 2).labels.length, 0);
    assert.throws(() => takeRange(grey(), 2, 4), /Index 3/);
  });

  it("takes none", () => {
    assert.deepEqual(takeExamples(grey(), []).shape, [0, 1, 2, 1]);
  });

  it("names an index outside the set", () => {
    for (const index of [3, -1, 0.5, NaN]) {
      assert.throws(
        () => takeExamples(grey(), [0, index]),
        new RegExp(
          `Index ${index} \\(at position 1\\) is outside the set of 3`,
        ),
      );
    }
  });

  it("samples different examples, the same for the same seed", () => {
    const labels = (seed: number) =>
      [...sampleExamples(grey(), 3, seed).labels].join();
    assert.equal(labels(1), labels(1));
    assert.equal([...labels(5)].sort().join(""), ",,012");
    assert.ok([1, 2, 3, 4, 5, 6].some((seed) => labels(seed) !== labels(1)));
  });

  it("refuses to sample more than there are", () => {
    assert.throws(() => sampleExamples(grey(), 4, 1), /within \[0, 3\], got 4/);
  });

  it("repeats grey in three channels and leaves colour alone", () => {
    const rgb = toRgb(grey());
    assert.deepEqual(rgb.shape, [3, 1, 2, 3]);
    assert.deepEqual([...rgb.images.subarray(0, 6)], [10, 10, 10, 11, 11, 11]);
    assert.equal(toRgb(rgb), rgb);
  });

  it("refuses other channels", () => {
    assert.throws(
      () => toRgb({ ...grey(), shape: [3, 1, 1, 2] }),
      /2 channels cannot be made RGB/,
    );
  });

  it("checks that pixels and labels fit the shape", () => {
    assert.throws(
      () => requireLabelledImages({ ...grey(), shape: [4, 1, 2, 1] }, "mine"),
      /mine: 6 pixel values do not make shape \[4, 1, 2, 1\], which needs 8/,
    );
    assert.throws(
      () =>
        requireLabelledImages({ ...grey(), labels: Uint8Array.of(1) }, "mine"),
      /mine: 1 labels for 3 images/,
    );
  });
});
