import assert from "node:assert/strict";
import { halfAnExampleInside } from "../../lib/robustness";

describe("halfAnExampleInside", () => {
  it("moves 0 and 1 by half an example, and leaves all others", () => {
    assert.equal(halfAnExampleInside(0, 50), 0.01);
    assert.equal(halfAnExampleInside(1, 50), 0.99);
    assert.equal(halfAnExampleInside(1 / 50, 50), 1 / 50);
  });
});
