import assert from "node:assert/strict";
import { inverseProbit, randomStream } from "../../lib/numerics";
import { matchedDifference } from "../../lib/robustness";

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

  it("says when nothing matches from one side", () =>
    assert.equal(
      matchedDifference(baseline, { reference: [0.9], shifted: [0.7] })[0]
        .extrapolates,
      true,
    ));

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
      /from 2 to the baseline's 8 models, got 9/,
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
