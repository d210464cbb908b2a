import assert from "node:assert/strict";
import { averageWeights } from "../../lib/methods/average-weights";

const weights = (...numbers: number[]) => ({
  layout: [{ name: "head/kernel", shape: [numbers.length] }],
  values: [Float32Array.from(numbers)],
});

describe("averageWeights", () => {
  it("averages evenly, or by shares", () => {
    const [a, b, c] = [weights(0, 3), weights(3, 3), weights(6, 0)];
    assert.deepEqual(averageWeights([a, b, c]), weights(3, 2));
    assert.deepEqual(averageWeights([a, b], [0.25, 0.75]), weights(2.25, 3));
    assert.deepEqual(averageWeights([a]), a);
    assert.deepEqual(averageWeights([a, b], [1, 0]), a);
    assert.deepEqual([a, b], [weights(0, 3), weights(3, 3)]);
  });

  it("refuses no weights, shares that do not add up, and different architectures", () => {
    assert.throws(() => averageWeights([]), /got no weights/);
    assert.throws(
      () => averageWeights([weights(1), weights(2)], [0.5]),
      /1 shares for the weights of 2 networks/,
    );
    assert.throws(
      () => averageWeights([weights(1), weights(2)], [0.5, 0.6]),
      /together 1\.1, not 1/,
    );
    assert.throws(
      () => averageWeights([weights(1), weights(2)], [NaN, 0.5]),
      /together NaN, not 1/,
    );
    assert.throws(
      () => averageWeights([weights(1), { layout: [], values: [] }]),
      /of another nothing/,
    );
    assert.throws(
      () => averageWeights([weights(1), weights(2, 3)]),
      /weight 0 of one network is head\/kernel \[1\], of another head\/kernel \[2\]/,
    );
  });
});
