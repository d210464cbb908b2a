import assert from "node:assert/strict";
import { inverseProbit, probit, randomStream } from "../../lib/numerics";
import {
  effectiveRobustness,
  fitAccuracyLine,
  matchedDifference,
} from "../../lib/robustness";

const baseline = {
  reference: [0.5, 0.52, 0.54, 0.56, 0.8, 0.82, 0.84, 0.86],
  shifted: [0.3, 0.3, 0.3, 0.3, 0.6, 0.6, 0.6, 0.6],
};

describe("matchedDifference", () => {
  it("compares with baseline models of like reference accuracy only", () => {
    const [low, high] = matchedDifference(
      baseline,
      { reference: [0.53, 0.83], shifted: [0.4, 0.65] },
      { neighbours: 4 },
    );
    assert.ok(Math.abs(low.mean - 0.1) < 1e-12);
    assert.ok(Math.abs(high.mean - 0.05) < 1e-12);
    assert.deepEqual([...low.neighbours].sort(), [0, 1, 2, 3]);
    assert.ok(Math.abs(low.distance - 0.03) < 1e-12);
    assert.equal(low.extrapolates, false);
  });

  it("expects what effective robustness does where models from scratch lie on a line, however few are near", () => {
    const reference = [0.4, 0.5, 0.6, 0.65, 0.7, 0.72, 0.74, 0.75];
    const shifted = reference.map((p) => inverseProbit(1.3 * probit(p) - 0.5));
    const group = { reference: [0.45, 0.68, 0.75], shifted: [0.5, 0.6, 0.7] };
    const line = fitAccuracyLine(reference, shifted);
    const expected = effectiveRobustness(line, group.reference, group.shifted);
    const found = matchedDifference({ reference, shifted }, group);
    found.forEach(({ mean, weights }, i) => {
      assert.ok(Math.abs(mean - expected[i]) < 1e-9, `${mean}`);
      assert.ok(Math.abs(weights.reduce((a, b) => a + b) - 1) < 1e-9);
    });
  });

  it("has the prediction interval of a line through the nearest models (Python's statistics.linear_regression and NormalDist)", () => {
    const [{ mean, lower, upper }] = matchedDifference(
      {
        reference: [0.5, 0.55, 0.6, 0.65, 0.7, 0.3],
        shifted: [0.3, 0.34, 0.41, 0.44, 0.5, 0.29],
      },
      { reference: [0.62], shifted: [0.6] },
    );
    assert.ok(Math.abs(mean - 0.1852377747013434) < 1e-9);
    assert.ok(Math.abs(lower - 0.14826580444998783) < 1e-9);
    assert.ok(Math.abs(upper - 0.22146928336470012) < 1e-9);
  });

  it("compares with the range's end beyond it, and says that nothing matches there", () => {
    const rising = {
      reference: [0.5, 0.55, 0.6, 0.65, 0.7],
      shifted: [0.3, 0.34, 0.41, 0.44, 0.5],
    };
    const [within, beyond] = matchedDifference(rising, {
      reference: [0.7, 0.9],
      shifted: [0.6, 0.6],
    });
    assert.equal(within.extrapolates, false);
    assert.equal(beyond.extrapolates, true);
    assert.ok(Math.abs(beyond.mean - within.mean) < 1e-12);
  });

  it("takes the mean of models that all have one reference accuracy", () => {
    const [{ mean, weights }] = matchedDifference(
      { reference: [0.6, 0.6, 0.6], shifted: [0.4, 0.5, 0.6] },
      { reference: [0.6], shifted: [0.55] },
    );
    assert.ok(Math.abs(mean - 0.05) < 1e-12);
    assert.deepEqual(weights, [1 / 3, 1 / 3, 1 / 3]);
  });

  it("covers a further from-scratch model as often as it says", () => {
    const random = randomStream(1, "matched test");
    let covered = 0;
    const trials = 1500;
    for (let trial = 0; trial < trials; trial++) {
      // No relation between the accuracies at all: the case the difference is for.
      const draw = (count: number) => ({
        reference: Array.from(
          { length: count },
          () => 0.5 + 0.3 * random.uniform(),
        ),
        shifted: Array.from({ length: count }, () =>
          inverseProbit(random.normal(0, 0.3)),
        ),
      });
      const [{ lower, upper }] = matchedDifference(draw(20), draw(1));
      if (lower <= 0 && 0 <= upper) covered++;
    }
    assert.ok(Math.abs(covered / trials - 0.95) < 0.018, `${covered / trials}`);
  });

  it("refuses a small baseline and a number of neighbours it cannot give", () => {
    const group = { reference: [0.5], shifted: [0.4] };
    assert.throws(
      () =>
        matchedDifference(
          { reference: [0.5, 0.6], shifted: [0.4, 0.5] },
          group,
        ),
      /at least 3 baseline models, got 2/,
    );
    assert.throws(
      () => matchedDifference(baseline, group, { neighbours: 9 }),
      /from 3 to the baseline's 8 models, got 9/,
    );
    assert.throws(
      () =>
        matchedDifference(
          { ...baseline, shifted: [0, ...baseline.shifted.slice(1)] },
          group,
        ),
      /row 0 is exactly 0, whose probit is infinite/,
    );
  });
});
