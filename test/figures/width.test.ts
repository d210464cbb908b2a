import assert from "node:assert/strict";
import { millimetres } from "../../lib/figures/width";

describe("millimetres", () => {
  it("knows columns, pages and numbers", () => {
    assert.equal(millimetres("column"), 85);
    assert.equal(millimetres("page"), 170);
    assert.equal(millimetres(120), 120);
  });

  it("refuses what is no width", () => {
    for (const wrong of [0, -5, NaN, 5000, "wide" as "page"]) {
      assert.throws(() => millimetres(wrong), RangeError);
    }
  });
});
