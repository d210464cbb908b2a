import assert from "node:assert/strict";
import { balancedAccuracy } from "../../lib/robustness";

describe("balancedAccuracy", () => {
  it("is scikit-learn's balanced_accuracy_score", () => {
    // The example of its documentation.
    const { mean } = balancedAccuracy([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]);
    assert.equal(mean, 0.625);
  });

  it("does not mind how many examples a class has", () => {
    const labels = [...new Array<number>(98).fill(0), 1, 2];
    const { mean } = balancedAccuracy(labels, new Array<number>(100).fill(0));
    assert.ok(Math.abs(mean - 1 / 3) < 1e-12);
  });

  it("has an interval that many and few examples make narrow and wide", () => {
    const width = (repeats: number) => {
      const labels = Array.from({ length: 4 * repeats }, (_, i) => i % 2);
      const guesses = labels.map((label, i) => (i % 4 === 0 ? 1 : label));
      const { mean, lower, upper } = balancedAccuracy(labels, guesses);
      assert.ok(lower <= mean && mean <= upper);
      return upper - lower;
    };
    assert.ok(width(1) > width(10) && width(10) > width(100));
    assert.ok(balancedAccuracy([0, 0], [0, 0]).lower < 1);
  });

  it("covers the true accuracy about as often as it says", () => {
    // All of binomial(20, p = 0.8) in one class, all right in another: exact coverage by summing.
    const n = 20;
    let covered = 0;
    let weight = 0.2 ** n;
    for (let k = 0; k <= n; k++) {
      const labels = [
        ...new Array<number>(n).fill(0),
        ...new Array<number>(n).fill(1),
      ];
      const guesses = labels.map((label, i) =>
        label === 1 || i < k ? label : 1,
      );
      const { lower, upper } = balancedAccuracy(labels, guesses);
      if (lower <= 0.9 && 0.9 <= upper) covered += weight;
      weight *= ((n - k) / (k + 1)) * 4;
    }
    assert.ok(covered > 0.92, `${covered}`);
  });

  it("refuses numbers that do not match", () => {
    assert.throws(
      () => balancedAccuracy([0, 1], [0]),
      /2 labels and 1 predictions/,
    );
    assert.throws(() => balancedAccuracy([], []), /0 labels/);
  });
});
