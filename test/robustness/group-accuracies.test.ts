import assert from "node:assert/strict";
import { groupAccuracies, proportionInterval } from "../../lib/robustness";

const predictions = [0, 1, 1, 0, 1, 1, 0, 1];
const labels = [0, 1, 0, 0, 1, 0, 1, 1];
const groups = ["a", "a", "b", "a", "b", "b", "b", "a"];

describe("groupAccuracies", () => {
  it("counts each group, the worst first, and all", () => {
    const found = groupAccuracies(predictions, labels, groups);
    assert.deepEqual(
      found.groups.map(({ group, count, correct, mean }) => [
        group,
        count,
        correct,
        mean,
      ]),
      [
        ["b", 4, 1, 0.25],
        ["a", 4, 4, 1],
      ],
    );
    assert.equal(found.average.mean, 5 / 8);
    assert.deepEqual(
      [found.average.lower, found.average.upper],
      proportionInterval(5, 8),
    );
    assert.equal(found.groups[0].lower, proportionInterval(1, 4)[0]);
  });

  it("widens the worst group's interval by the number of groups", () => {
    const { worst } = groupAccuracies(predictions, labels, groups);
    assert.equal(worst.group, "b");
    assert.deepEqual(
      [worst.lower, worst.upper],
      proportionInterval(1, 4, { level: 0.975 }),
    );
  });

  it("takes the worst interval's upper end from a larger group that pins it down", () => {
    const sizes = [4, 1000];
    const group = sizes.flatMap((n, g) => Array<number>(n).fill(g));
    const right = sizes.flatMap((n) =>
      Array.from({ length: n }, (_, i) => (i < n / 2 ? 1 : 0)),
    );
    right[3] = 0;
    right[1] = 0; // 1 of 4 beside 500 of 1000
    const { worst } = groupAccuracies(
      right,
      right.map(() => 1),
      group,
    );
    assert.equal(worst.group, 0);
    assert.equal(
      worst.upper,
      proportionInterval(500, 1000, { level: 0.975 })[1],
    );
  });

  it("with one group is the accuracy of all", () => {
    const one = groupAccuracies(
      predictions,
      labels,
      labels.map(() => 7),
      { method: "wilson", level: 0.9 },
    );
    assert.equal(one.worst.mean, one.average.mean);
    assert.ok(Math.abs(one.worst.upper - one.average.upper) < 1e-12);
  });

  it("does not depend on the order of examples", () => {
    const turned = <T>(values: T[]) => [...values].reverse();
    assert.deepEqual(
      groupAccuracies(turned(predictions), turned(labels), turned(groups)),
      groupAccuracies(predictions, labels, groups),
    );
  });

  it("refuses lengths that differ, and no examples", () => {
    assert.throws(
      () => groupAccuracies([1], [1, 0], ["a", "b"]),
      /1 predictions, 2 labels and 2 groups/,
    );
    assert.throws(() => groupAccuracies([], [], []), /at least one example/);
  });
});
