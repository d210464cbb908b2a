import assert from "node:assert/strict";
import { balancedWeights } from "../../../lib/methods";
import { groupsOfSizes } from "./groups";

describe("balancedWeights", () => {
  it("gives each group the same sum, and weights a mean of one", () => {
    const weights = [...balancedWeights(groupsOfSizes(1, 3, 4))];
    // n / (G · n_g): 8/3, 8/9 and 8/12.
    [8 / 3, 8 / 9, 8 / 12].forEach((weight, g) =>
      assert.ok(Math.abs(weights[[0, 1, 4][g]] - weight) < 1e-6),
    );
    assert.ok(Math.abs(weights.reduce((a, b) => a + b) / 8 - 1) < 1e-6);
  });

  it("is one for groups of one size", () => {
    assert.deepEqual([...balancedWeights(groupsOfSizes(2, 2))], [1, 1, 1, 1]);
  });
});
