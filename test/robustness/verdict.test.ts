import assert from "node:assert/strict";
import { meanInterval, verdictOf } from "../../lib/robustness";

const of = (lower: number, upper: number, margin?: number) =>
  verdictOf({ lower, upper }, { margin });

describe("verdictOf", () => {
  it("calls an effect about zero where its whole interval lies within the margin", () => {
    assert.equal(of(-0.012, 0.015), "about zero");
    assert.equal(of(-0.02, 0.02), "about zero");
    // Told from zero, and still too small to matter.
    assert.equal(of(0.005, 0.015), "about zero");
  });

  it("takes no wide interval that holds zero for evidence of no effect", () => {
    assert.equal(of(-0.069, 0.039), "undecided");
    assert.equal(of(-0.02, 0.0201), "undecided");
    assert.equal(of(-Infinity, Infinity), "undecided");
  });

  it("calls it above or below zero where the interval leaves out zero and the margin does not hold it", () => {
    assert.equal(of(0.012, 0.032), "above zero");
    assert.equal(of(-0.128, -0.033), "below zero");
    assert.equal(of(0, 0.03), "undecided");
  });

  it("judges by the margin it is given", () => {
    assert.equal(of(-0.03, 0.04, 0.05), "about zero");
    assert.equal(of(0.005, 0.015, 0.01), "above zero");
  });

  it("is the mirror image for the mirrored interval", () => {
    const mirrored = { "above zero": "below zero", "below zero": "above zero" };
    for (const [lower, upper] of [
      [0.01, 0.05],
      [-0.01, 0.05],
      [-0.01, 0.01],
      [0.03, 0.03],
    ]) {
      const verdict = of(lower, upper);
      assert.equal(
        of(-upper, -lower),
        verdict in mirrored ? mirrored[verdict as "above zero"] : verdict,
      );
    }
  });

  it("takes an interval as it is made", () => {
    assert.equal(verdictOf(meanInterval([0.1, 0.12, 0.14])), "above zero");
  });

  it("refuses a margin that is none, and an interval that is none", () => {
    assert.throws(
      () => of(0, 1, 0),
      /margin is 0, expected a finite number, above 0/,
    );
    assert.throws(() => of(0, 1, NaN), /margin is NaN/);
    assert.throws(() => of(1, 0), /from 1 to 0/);
    assert.throws(() => of(NaN, 0), /from NaN to 0/);
  });
});
