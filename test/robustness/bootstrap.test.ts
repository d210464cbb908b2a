import assert from "node:assert/strict";
import { mean, standardDeviation, randomStream } from "../../lib/numerics";
import {
  bootstrapExamples,
  bootstrapGroups,
  bootstrapModels,
} from "../../lib/robustness";

const random = randomStream(1, "bootstrap test");
const values = random.normals(40);
const meanOf = (drawn: Int32Array) =>
  mean(Float64Array.from(drawn, (i) => values[i]));

describe("bootstrapModels", () => {
  it("has the mean's standard error, and repeats itself under a seed", () => {
    const first = bootstrapModels(40, meanOf, { seed: 3, resamples: 4000 });
    const again = bootstrapModels(40, meanOf, { seed: 3, resamples: 4000 });
    const other = bootstrapModels(40, meanOf, { seed: 4, resamples: 4000 });
    assert.deepEqual(first, again);
    assert.notEqual(first.lower, other.lower);
    assert.equal(first.mean, mean(values));
    const expected =
      (standardDeviation(values) / Math.sqrt(40)) * Math.sqrt(39 / 40);
    assert.ok(Math.abs(first.standardError / expected - 1) < 0.05);
    assert.ok(
      Math.abs((first.upper - first.lower) / (2 * 1.96 * expected) - 1) < 0.06,
    );
  });

  it("makes 10,000 resamples unless told", () =>
    assert.equal(bootstrapModels(3, () => 1).replicates.length, 10_000));

  it("leaves undefined replicates out", () => {
    // The first draw decides whether the statistic exists.
    const { replicates, lower, upper } = bootstrapModels(
      4,
      (drawn) => (drawn[0] === 0 ? NaN : drawn[0]),
      { resamples: 1000 },
    );
    assert.ok(replicates.some(Number.isNaN));
    assert.deepEqual([lower, upper], [1, 3]);
  });

  it("refuses no models, too few resamples and a statistic that never exists", () => {
    assert.throws(() => bootstrapModels(0, () => 1), /group 0, which has 0/);
    assert.throws(
      () => bootstrapModels(3, () => 1, { resamples: 1 }),
      /resamples is 1, expected a whole number from 2/,
    );
    assert.throws(() => bootstrapModels(3, () => NaN), /not finite/);
  });
});

describe("bootstrapGroups", () => {
  it("resamples each group on its own, within its size", () => {
    const together = new Set<string>();
    bootstrapGroups(
      [2, 3],
      ([a, b]) => {
        assert.ok(a.length === 2 && b.length === 3);
        assert.ok(a.every((i) => i < 2) && b.every((i) => i < 3));
        together.add(`${a}|${b}`);
        return 0;
      },
      { resamples: 5000 },
    );
    assert.equal(together.size, 2 ** 2 * 3 ** 3); // every pair of resamples turns up
  });
});

describe("bootstrapExamples", () => {
  const flags = (n: number, rate: number) =>
    Uint8Array.from({ length: n }, () => (random.uniform() < rate ? 1 : 0));

  it("has an accuracy's binomial standard error", () => {
    const correct = flags(500, 0.8);
    const accuracy = mean(correct);
    const { mean: estimate, standardError } = bootstrapExamples(
      [correct],
      ([a]) => a,
      { resamples: 4000 },
    );
    assert.equal(estimate, accuracy);
    const expected = Math.sqrt((accuracy * (1 - accuracy)) / 500);
    assert.ok(Math.abs(standardError / expected - 1) < 0.05);
  });

  it("draws the same examples for all models", () => {
    const correct = flags(300, 0.7);
    const { lower, upper } = bootstrapExamples(
      [correct, correct],
      ([a, b]) => a - b,
      { resamples: 200 },
    );
    assert.deepEqual([lower, upper], [0, 0]);
  });

  it("refuses models with other examples, and none at all", () => {
    assert.throws(
      () => bootstrapExamples([flags(3, 1), flags(4, 1)], () => 0),
      /Model 1 has 4 examples, model 0 has 3/,
    );
    assert.throws(() => bootstrapExamples([], () => 0), /at least one model/);
  });
});
