import assert from "node:assert/strict";
import { logit } from "../../lib/numerics";
import { accuracyInterval } from "../../lib/robustness";

const near = (found: number, expected: number) =>
  assert.ok(
    Math.abs(found - expected) < 1e-6,
    `${found}, expected ${expected}`,
  );

describe("accuracyInterval", () => {
  it("finds what Python finds on the logit and the probit scale", () => {
    // By its statistics module (NormalDist) and the tables' t = 4.302652730 of 2 degrees of freedom.
    const values = [0.9, 0.92, 0.95];
    const onLogit = accuracyInterval(values, { scale: "logit" });
    near(onLogit.mean, 0.926081803);
    near(onLogit.lower, 0.829458509);
    near(onLogit.upper, 0.969945066);
    const onProbit = accuracyInterval(values);
    near(onProbit.mean, 0.925605978);
    near(onProbit.lower, 0.837673733);
    near(onProbit.upper, 0.971460744);
  });

  it("is symmetric on its scale, and stays between 0 and 1 where they lie far apart", () => {
    const { mean, lower, upper } = accuracyInterval([0.3, 0.7], {
      scale: "logit",
    });
    near(mean, 0.5);
    near(logit(mean) - logit(lower), logit(upper) - logit(mean));
    assert.ok(lower > 0 && lower < 0.05 && upper < 1);
  });

  it("refuses one accuracy alone, and those that no scale can place", () => {
    assert.throws(() => accuracyInterval([0.5]), /at least 2 values, got 1/);
    assert.throws(
      () => accuracyInterval([0.5, 1], { scale: "logit" }),
      /The accuracy in row 1 is exactly 1, whose logit is infinite/,
    );
    assert.throws(
      () => accuracyInterval([0.5, 0.6], { scale: "linear" as never }),
      RangeError,
    );
  });
});
