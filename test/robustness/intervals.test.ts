import assert from "node:assert/strict";
import { meanInterval, proportionInterval } from "../../lib/robustness";
import { assertClose, CLOSED_FORM, referenceValues } from "../reference-values";

describe("meanInterval", () => {
  const { x, mean, half_width95 } = referenceValues.mean_interval;

  it("agrees with SciPy", () => {
    const interval = meanInterval(x, { level: 0.95 });
    assertClose(
      [interval.mean, interval.lower, interval.upper],
      [mean, mean - half_width95, mean + half_width95],
      CLOSED_FORM,
    );
  });

  it("has no width where all values are equal", () =>
    assert.deepEqual(meanInterval([0.25, 0.25]), {
      mean: 0.25,
      lower: 0.25,
      upper: 0.25,
    }));

  it("refuses fewer than two values and values that are not finite", () => {
    assert.throws(() => meanInterval([0.1]), /at least 2 values, got 1/);
    assert.throws(() => meanInterval([0.1, NaN]), /values\[1\] is NaN/);
    assert.throws(() => meanInterval([0.1, 0.2], { level: 1 }), /level is 1/);
  });
});

describe("proportionInterval", () => {
  for (const { successes, n, ...known } of referenceValues.proportions)
    it(`agrees with statsmodels for ${successes} of ${n}`, () => {
      assertClose(
        proportionInterval(successes, n, { method: "clopper-pearson" }),
        known.clopper_pearson,
        CLOSED_FORM,
        "Clopper–Pearson",
      );
      assertClose(
        proportionInterval(successes, n, { method: "wilson" }),
        known.wilson,
        CLOSED_FORM,
        "Wilson",
      );
    });

  it("mirrors successes and failures", () => {
    for (const method of ["clopper-pearson", "wilson"] as const) {
      const [lower, upper] = proportionInterval(7, 40, { method });
      const [below, above] = proportionInterval(33, 40, { method });
      assertClose([1 - above, 1 - below], [lower, upper], 1e-12);
    }
  });

  it("by Clopper and Pearson covers at least its level, exactly computed", () => {
    const n = 30;
    const logChoose = [0];
    for (let k = 1; k <= n; k++)
      logChoose[k] = logChoose[k - 1] + Math.log((n - k + 1) / k);
    for (const p of [0.02, 0.1, 0.37, 0.5]) {
      let covered = 0;
      for (let k = 0; k <= n; k++) {
        const [lower, upper] = proportionInterval(k, n);
        if (lower <= p && p <= upper)
          covered += Math.exp(
            logChoose[k] + k * Math.log(p) + (n - k) * Math.log(1 - p),
          );
      }
      assert.ok(covered >= 0.95, `covers ${covered} at ${p}`);
    }
  });

  it("narrows to the normal interval for many examples", () => {
    const [lower, upper] = proportionInterval(5e7, 1e8, { method: "wilson" });
    assertClose([upper - lower], [(2 * 1.959963984540054 * 0.5) / 1e4], 1e-6);
  });

  it("refuses an accuracy in place of a count, and counts out of range", () => {
    assert.throws(
      () => proportionInterval(0.87, 100),
      /got 0.87; give the count, not the accuracy/,
    );
    assert.throws(() => proportionInterval(11, 10), /from 0 to 10, got 11/);
    assert.throws(() => proportionInterval(0, 0), /at least 1, got 0/);
    assert.throws(
      () => proportionInterval(1, 2, { method: "wald" as "wilson" }),
      /method is "wald". Did you mean "wilson"/,
    );
  });
});
