import assert from "node:assert/strict";
import {
  correlation,
  mean,
  quantile,
  quantiles,
  rankCorrelation,
  ranks,
  standardDeviation,
  variance,
} from "../../lib/numerics";

describe("mean and variance", () => {
  it("know a small sample", () => {
    assert.equal(mean([1, 2, 6]), 3);
    assert.equal(variance([1, 2, 6]), 7);
    assert.equal(standardDeviation(Float64Array.of(1, 2, 6)), Math.sqrt(7));
  });

  it("keep digits that naive summing loses", () =>
    assert.equal(mean([1e16, 1, -1e16, 1]), 0.5));

  it("refuse too few values", () => {
    assert.throws(() => mean([]), /at least 1 value, got 0/);
    assert.throws(() => variance([1]), /at least 2 values, got 1/);
  });
});

describe("quantile", () => {
  it("interpolates as NumPy does", () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, .1, .25, .5, .9, 1])
    assert.deepEqual(
      quantiles([3, 1, 4, 1, 5, 9, 2, 6], [0, 0.1, 0.25, 0.5, 1]),
      [1, 1, 1.75, 3.5, 9],
    );
    assert.equal(quantile([7], 0.3), 7);
  });

  it("leaves the sample as it was", () => {
    const sample = [3, 1, 2];
    quantile(sample, 0.5);
    assert.deepEqual(sample, [3, 1, 2]);
  });

  it("refuses NaN, an empty sample and a probability in per cent", () => {
    assert.throws(() => quantile([1, NaN], 0.5), /value 1 is NaN/);
    assert.throws(() => quantile([], 0.5), /at least 1 value/);
    assert.throws(
      () => quantile([1], 95),
      /is 95, expected a number in \[0, 1\]/,
    );
  });
});

describe("correlation", () => {
  it("knows a straight and a bent relation", () => {
    assert.ok(Math.abs(correlation([1, 2, 3], [2, 4, 6]) - 1) < 1e-12);
    assert.ok(
      Math.abs(rankCorrelation([1, 2, 3, 4], [1, 8, 27, 64]) - 1) < 1e-12,
    );
    assert.ok(correlation([1, 2, 3, 4], [1, 8, 27, 64]) < 0.96);
  });

  it("shares ranks between ties", () =>
    assert.deepEqual(ranks([10, 20, 10, 5]), [2.5, 4, 2.5, 1]));

  it("refuses samples that do not pair", () =>
    assert.throws(() => correlation([1, 2], [1]), /got 2 and 1 values/));
});

describe("samples that are none", () => {
  const functions = { mean, variance, standardDeviation };
  for (const [name, called] of Object.entries(functions))
    for (const bad of ["2", null, true, NaN, Infinity])
      it(`${name} refuses ${JSON.stringify(bad)} among numbers, naming it and its place`, () =>
        assert.throws(
          () => called([1, bad as number, 3]),
          new RegExp(
            `\\[1\\] is ${typeof bad === "string" ? '"2"' : String(bad)}, expected a finite number`,
          ),
        ));

  it("correlation refuses them too", () =>
    assert.throws(
      () => correlation([1, 2, 3], [1, true as unknown as number, 2]),
      /\[1\] is true, expected a finite number/,
    ));
});

describe("samples near the largest number", () => {
  it("have a standard deviation and a correlation, and no variance", () => {
    const large = [1e300, 2e300, 4e300];
    const small = large.map((value) => value / 1e300);
    const close = (found: number, expected: number) =>
      assert.ok(Math.abs(found / expected - 1) < 1e-12, `${found}`);
    close(standardDeviation(large), standardDeviation(small) * 1e300);
    close(correlation(large, [1, 2, 3]), correlation(small, [1, 2, 3]));
    assert.throws(
      () => variance(large),
      /variance is beyond the largest number/,
    );
    assert.throws(() => mean([1.7e308, 1.7e308]), /mean is beyond the largest/);
  });
});

describe("quantiles of infinite values", () => {
  it("are those that NumPy gives, where there is one", () => {
    assert.equal(quantile([1, 2, Infinity], 0), 1);
    assert.equal(quantile([1, 2, Infinity], 0.25), 1.5);
    assert.equal(quantile([1, 2, Infinity], 0.75), Infinity);
    assert.equal(quantile([-Infinity, -Infinity, 3], 0.25), -Infinity);
    assert.throws(
      () => quantile([-Infinity, Infinity], 0.5),
      /between −Infinity and Infinity/,
    );
  });
});
