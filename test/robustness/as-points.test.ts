import assert from "node:assert/strict";
import { asPercent, asPoints } from "../../lib/robustness";

describe("asPoints and asPercent", () => {
  it("write fractions, with and without an interval", () => {
    assert.equal(asPoints(0.01759), "1.76");
    assert.equal(
      asPoints({ mean: 0.0045, lower: -0.0022, upper: 0.0068 }),
      "0.45 [−0.22, 0.68]",
    );
    assert.equal(asPercent(0.87), "87.0 %");
    assert.equal(
      asPercent({ mean: 0.5, lower: 0.4, upper: 0.6 }, 0),
      "50 [40, 60] %",
    );
  });

  it("write no minus before what rounds to zero", () => {
    assert.equal(asPoints(-0.00004), "0.00");
    assert.equal(asPoints(-0.0001), "−0.01");
    assert.equal(asPoints(-0), "0.00");
  });
});
