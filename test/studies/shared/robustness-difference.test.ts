import assert from "node:assert/strict";
import { meanInterval } from "../../../lib/robustness";
import { robustnessDifference } from "../../../lib/studies/shared/robustness-difference";

const of = (replicates: number[]) => ({ robustness: { replicates } });

describe("robustnessDifference", () => {
  it("pairs the seeds that both have, whichever has more", () => {
    const expected = meanInterval([0.1, 0.3]);
    assert.deepEqual(
      robustnessDifference(of([0.5, 0.7]), of([0.4, 0.4, 9])),
      meanInterval([0.5 - 0.4, 0.7 - 0.4]),
    );
    const found = robustnessDifference(of([0.2, 0.5, 9]), of([0.1, 0.2]));
    assert.ok(Math.abs(found.mean - expected.mean) < 1e-12);
    assert.ok(Math.abs(found.lower - expected.lower) < 1e-9);
  });

  it("refuses a single seed, of which no interval can be made", () => {
    assert.throws(() => robustnessDifference(of([0.1]), of([0.2, 0.3])));
  });
});
