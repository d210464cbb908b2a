import assert from "node:assert/strict";
import { byDifficulty } from "../../lib/pretraining/by-difficulty";

const labels = [0, 1, 0, 1, 0, 1, 0, 1];
const scores = [1, 2, 3, 4, 5, 6, 7, 8];

describe("byDifficulty", () => {
  const of = (
    pick: "easiest" | "random" | "hardest",
    count: number,
    seed = 1,
  ) => byDifficulty(scores, labels, { pick, count, seed });

  it("takes as many of each class, by its own scores", () => {
    assert.deepEqual(of("easiest", 4), { indices: [6, 4, 7, 5], tied: 0 });
    assert.deepEqual(of("hardest", 4), { indices: [0, 2, 1, 3], tied: 0 });
    // Where the classes do not divide the number, the first gets one more.
    assert.deepEqual(of("hardest", 3).indices, [0, 2, 1]);
  });

  it("takes any at random, by the seed alone", () => {
    const { indices, tied } = of("random", 4);
    assert.equal(tied, 0);
    assert.deepEqual(of("random", 4).indices, indices);
    assert.deepEqual(
      indices.map((i) => labels[i]),
      [0, 0, 1, 1],
    );
    const draws = [1, 2, 3, 4, 5].map((seed) =>
      String(of("random", 4, seed).indices),
    );
    assert.ok(new Set(draws).size > 1);
  });

  it("lets chance decide among equal scores, and counts those that it decided about", () => {
    const equal = [9, 5, 5, 5, 5, 1];
    const alike = equal.map(() => 0);
    const taken = [1, 2, 3, 4, 5, 6].map((seed) =>
      byDifficulty(equal, alike, { pick: "easiest", count: 3, seed }),
    );
    for (const { indices, tied } of taken) {
      assert.equal(indices[0], 0);
      assert.ok(indices.slice(1).every((i) => equal[i] === 5));
      assert.equal(tied, 4);
    }
    assert.ok(new Set(taken.map(({ indices }) => String(indices))).size > 1);
    // All of those that tie are in: nothing was decided by chance.
    const all = byDifficulty(equal, alike, {
      pick: "easiest",
      count: 5,
      seed: 1,
    });
    assert.equal(all.tied, 0);
    assert.deepEqual([...all.indices].sort(), [0, 1, 2, 3, 4]);
  });

  it("refuses scores of other examples, scores that are none, and more examples than there are", () => {
    const pick = { pick: "easiest", count: 2, seed: 1 } as const;
    assert.throws(
      () => byDifficulty([1, 2], labels, pick),
      /got 2 consistency scores for 8 examples/,
    );
    assert.throws(
      () => byDifficulty([1, NaN], [0, 1], pick),
      /consistency scores.*NaN/,
    );
    assert.throws(
      () => byDifficulty(scores, labels, { ...pick, count: 10 }),
      /5 examples of class 0 are asked for, but the pool has 4/,
    );
  });
});
