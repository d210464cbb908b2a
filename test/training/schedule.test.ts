import assert from "node:assert/strict";
import { learningRateAt } from "../../lib/training/schedule";

const cosine = {
  learningRate: 0.4,
  schedule: "cosine",
  warmup: 0.1,
} as const;

describe("learningRateAt", () => {
  it("rises linearly and never starts at 0", () => {
    const rates = [0, 1, 4, 9].map((step) => learningRateAt(cosine, step, 100));
    rates.forEach((rate, i) =>
      assert.ok(Math.abs(rate - [0.04, 0.08, 0.2, 0.4][i]) < 1e-12),
    );
  });

  it("falls by half a cosine to nearly 0", () => {
    assert.equal(learningRateAt(cosine, 10, 100), 0.4);
    assert.ok(Math.abs(learningRateAt(cosine, 55, 100) - 0.2) < 1e-12);
    const last = learningRateAt(cosine, 99, 100);
    assert.ok(last > 0 && last < 0.4 * 0.001);
  });

  it("stays where the schedule is constant", () => {
    const constant = { ...cosine, schedule: "constant", warmup: 0 } as const;
    for (const step of [0, 50, 99]) {
      assert.equal(learningRateAt(constant, step, 100), 0.4);
    }
  });

  it("survives a run of one step", () => {
    assert.equal(learningRateAt({ ...cosine, warmup: 0 }, 0, 1), 0.4);
  });
});
