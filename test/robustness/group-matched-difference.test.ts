import assert from "node:assert/strict";
import { mean, randomStream } from "../../lib/numerics";
import {
  groupMatchedDifference,
  matchedDifference,
  type AccuracyPairs,
} from "../../lib/robustness";

/** Models on a line with noise, the shifted accuracy `gain` above it. */
function models(count: number, seed: string, gain = 0): AccuracyPairs {
  const random = randomStream(3, seed);
  const reference = Array.from(
    { length: count },
    () => 0.6 + 0.2 * random.uniform(),
  );
  const shifted = reference.map(
    (each) => each - 0.2 + gain + 0.01 * random.normal(),
  );
  return { reference, shifted };
}
const options = { resamples: 200 };

describe("groupMatchedDifference", () => {
  const baseline = models(60, "baseline");

  it("is the mean of the models' matched differences", () => {
    const group = {
      reference: [0.65, 0.7, 0.72],
      shifted: [0.5, 0.58, 0.55],
    };
    const each = matchedDifference(baseline, group).map((one) => one.mean);
    const found = groupMatchedDifference(baseline, group, options);
    assert.ok(Math.abs(found.mean - mean(each)) < 1e-12);
    assert.equal(found.compared, 3);
    assert.equal(found.beyond, 0);
  });

  it("leaves out, and counts, models beyond the baseline's range", () => {
    const inside = { reference: [0.65, 0.7], shifted: [0.5, 0.58] };
    const with95 = { reference: [0.65, 0.95, 0.7], shifted: [0.5, 0.9, 0.58] };
    const alone = groupMatchedDifference(baseline, inside, options);
    const found = groupMatchedDifference(baseline, with95, options);
    assert.deepEqual(found, { ...alone, beyond: 1 });
  });

  it("covers the truth about as often as it says, with few models and many", () => {
    const covered = Array.from({ length: 200 }, (_, i) => {
      const from = models(30, `baseline ${i}`);
      const group = models(i % 2 ? 4 : 20, `group ${i}`, 0.05);
      const found = groupMatchedDifference(from, group, options);
      return found.lower <= 0.05 && 0.05 <= found.upper;
    }).filter(Boolean).length;
    assert.ok(covered >= 178 && covered < 200, `${covered} of 200`);
  });

  it("carries the baseline's uncertainty: a larger baseline, a narrower interval", () => {
    const group = models(50, "group");
    const width = (count: number) => {
      const { lower, upper } = groupMatchedDifference(
        models(count, "of size"),
        group,
        options,
      );
      return upper - lower;
    };
    assert.ok(width(400) < 0.8 * width(12));
  });

  it("refuses fewer than two models to compare", () => {
    const group = { reference: [0.65, 0.95], shifted: [0.5, 0.9] };
    assert.throws(
      () => groupMatchedDifference(baseline, group, options),
      /1 of the group's 2 models lies within the baseline's reference accuracies \(\d\d\.\d to \d\d\.\d %\); at least 2 are needed/,
    );
  });
});
