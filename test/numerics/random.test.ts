import assert from "node:assert/strict";
import {
  inverseProbit,
  mean,
  standardDeviation,
  randomStream,
} from "../../lib/numerics";

const draws = (count: number, draw: () => number) =>
  Float64Array.from({ length: count }, draw);

/** Kolmogorov–Smirnov distance of a sample from a distribution function. */
function distance(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = sample.slice().sort();
  return sorted.reduce((most, x, i) => {
    const p = cdf(x);
    return Math.max(most, p - i / sorted.length, (i + 1) / sorted.length - p);
  }, 0);
}

describe("randomStream", () => {
  it("gives the same numbers for the same seed and label, always", () => {
    const random = randomStream(1, "example");
    assert.deepEqual(
      [random.uniform(), random.integer(1000), random.normal()],
      [0.2551920657130867, 558, -0.5838309334316409],
    );
  });

  it("gives other numbers for another seed or label", () => {
    const first = (seed: number, label?: string) =>
      randomStream(seed, label).uniform();
    const all = [first(1), first(2), first(1, "a"), first(1, "b"), first(1.5)];
    assert.equal(new Set(all).size, all.length);
  });

  it("has independent streams under neighbouring seeds", () => {
    const n = 20_000;
    const a = randomStream(1);
    const b = randomStream(2);
    const product = mean(
      draws(n, () => (a.uniform() - 0.5) * (b.uniform() - 0.5)),
    );
    assert.ok(Math.abs(product) < 4 / 12 / Math.sqrt(n));
  });

  it("draws uniform and normal numbers (Kolmogorov–Smirnov, p > 0.001)", () => {
    const n = 20_000;
    const critical = 1.95 / Math.sqrt(n);
    const random = randomStream(3);
    assert.ok(
      distance(
        draws(n, () => random.uniform()),
        (x) => x,
      ) < critical,
    );
    assert.ok(distance(random.normals(n), inverseProbit) < critical);
    const wide = draws(n, () => random.normal(5, 2));
    assert.ok(Math.abs(mean(wide) - 5) < 0.06);
    assert.ok(Math.abs(standardDeviation(wide) - 2) < 0.05);
  });

  it("draws every whole number about equally often", () => {
    const random = randomStream(4);
    const counts = new Array<number>(7).fill(0);
    for (let k = 0; k < 70_000; k++) counts[random.integer(7)]++;
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400);
  });

  it("permutes, and chooses without putting back", () => {
    const random = randomStream(5);
    const permutation = random.permutation(50);
    assert.deepEqual(
      Array.from(permutation).sort((a, b) => a - b),
      Array.from({ length: 50 }, (_, i) => i),
    );
    assert.notDeepEqual(Array.from(permutation.slice(0, 5)), [0, 1, 2, 3, 4]);
    const chosen = random.choice(10, 4);
    assert.equal(new Set(chosen).size, 4);
    assert.equal(random.choice(3, 0).length, 0);
  });

  it("refuses a seed that is not finite and draws that cannot be", () => {
    assert.throws(() => randomStream(NaN, "tint"), /got NaN for "tint"/);
    assert.throws(() => randomStream(1).integer(0), /got 0/);
    assert.throws(() => randomStream(1).integer(2.5), /got 2.5/);
    assert.throws(() => randomStream(1).choice(3, 4), /within \[0, 3\], got 4/);
  });
});
