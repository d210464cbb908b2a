import assert from "node:assert/strict";
import { wiseFt } from "../../lib/methods";
import { smallCnn } from "../../lib/models/small-cnn";
import { getWeights, type NetworkWeights } from "../../lib/models/weights";
import { tf } from "../../lib/tensorflow/tensorflow";

const weightsOf = (options: { seed: number; classes?: number }) =>
  getWeights(
    smallCnn({
      imageShape: [8, 8, 3],
      classes: 4,
      widths: [6],
      depth: 1,
      ...options,
    }),
  );
const made = (values: number[]): NetworkWeights => ({
  layout: [{ name: "head/kernel", shape: [values.length, 1] }],
  values: [Float32Array.from(values)],
});

describe("wiseFt", () => {
  afterEach(() => tf.disposeVariables());

  it("averages weight by weight, by the share of the end", () => {
    const { layout, values } = wiseFt(made([0, 4, -8]), made([1, 2, 8]), 0.25);
    assert.deepEqual([...values[0]], [0.25, 3.5, -4]);
    assert.deepEqual(layout, made([0, 0, 0]).layout);
  });

  it("is the start at 0 and the end at 1, and changes neither", () => {
    const [start, end] = [weightsOf({ seed: 1 }), weightsOf({ seed: 2 })];
    assert.deepEqual(wiseFt(start, end, 0).values, start.values);
    assert.deepEqual(wiseFt(start, end, 1).values, end.values);
    assert.deepEqual(start, weightsOf({ seed: 1 }));
  });

  it("refuses a share outside of 0 to 1, and other architectures, saying where", () => {
    for (const share of [-0.1, 1.1, NaN])
      assert.throws(
        () => wiseFt(made([1]), made([2]), share),
        new RegExp(`share of the fine-tuned weights is ${share}`),
      );
    assert.throws(
      () =>
        wiseFt(weightsOf({ seed: 1 }), weightsOf({ seed: 1, classes: 3 }), 0.5),
      /head\/kernel of shape \[6, 4\], those at the end have head\/kernel of shape \[6, 3\]/,
    );
    assert.throws(
      () => wiseFt({ layout: [], values: [] }, made([2]), 0.5),
      /start have nothing/,
    );
  });
});
