import assert from "node:assert/strict";
import { asNumber, asPoints } from "../../lib/robustness";

describe("asNumber", () => {
  it("writes a number, or with its interval, with a true minus", () => {
    assert.equal(asNumber(0.456), "0.46");
    assert.equal(
      asNumber({ mean: -0.48, lower: -0.79, upper: 0.05 }),
      "−0.48 [−0.79, 0.05]",
    );
    assert.equal(asNumber(0.99985, 4), "0.9999");
  });

  it("has no minus before what rounds to zero", () => {
    assert.equal(asNumber(-0.004), "0.00");
    assert.equal(asPoints(-0.00001), "0.00");
  });
});
