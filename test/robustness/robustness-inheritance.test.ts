import assert from "node:assert/strict";
import { robustnessInheritance } from "../../lib/robustness";

describe("robustnessInheritance", () => {
  const before = [0.5, 0.6, 0.7];
  const after = [
    [0.9, 0.5, 0.7],
    [0.3, 0.8, 0.6],
    [0.6, 0.7, 0.95],
  ];

  it("is the mean change on all sets but the one adapted to, and its mean", () => {
    const { bySet, mean, changes } = robustnessInheritance(before, after);
    [-0.05, -0.15, 0.1].forEach((value, i) =>
      assert.ok(Math.abs(bySet[i] - value) < 1e-12, `${bySet[i]}`),
    );
    assert.ok(Math.abs(mean + 0.1 / 3) < 1e-12);
    assert.ok(Math.abs(changes[0][0] - 0.4) < 1e-12);
  });

  it("does not count the set adapted to", () => {
    const other = after.map((row, i) =>
      row.map((value, j) => (i === j ? 0 : value)),
    );
    assert.deepEqual(
      robustnessInheritance(before, other).bySet,
      robustnessInheritance(before, after).bySet,
    );
  });

  it("is 0 where nothing changes", () => {
    assert.equal(
      robustnessInheritance(before, [before, before, before]).mean,
      0,
    );
  });

  it("refuses a single set, missing rows, ragged ones, and what is no accuracy", () => {
    assert.throws(
      () => robustnessInheritance([0.5], [[0.5]]),
      /at least 2 sets/,
    );
    assert.throws(
      () => robustnessInheritance(before, after.slice(1)),
      /2 rows of accuracies after for 3 sets/,
    );
    assert.throws(
      () => robustnessInheritance(before, [after[0], [0.1], after[2]]),
      /after adapting to set 1 there are 1 accuracies/,
    );
    assert.throws(
      () => robustnessInheritance([0.5, 60, 0.7], after),
      /Before: set 1.*60/,
    );
    assert.throws(
      () =>
        robustnessInheritance(before, [after[0], [0.1, NaN, 0.2], after[2]]),
      /After adapting to set 1: set 1.*NaN/,
    );
  });
});
