import assert from "node:assert/strict";
import { largestBy } from "../../../lib/studies/shared/largest-by";

describe("the largest of several", () => {
  it("is the first of those for which a value is largest", () => {
    const all = ["a", "-bb", "cc", "dd"];
    assert.equal(
      largestBy(all, (each) => each.replace("-", "").length),
      "-bb",
    );
    assert.equal(
      largestBy(all, (each) => -each.length),
      "a",
    );
  });
});
