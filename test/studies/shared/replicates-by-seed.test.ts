import assert from "node:assert/strict";
import { replicatesBySeed } from "../../../lib/studies/shared/replicates-by-seed";

const row = (seed: number, accuracy: number) => ({ seed, accuracy });
const pairsOf = (rows: readonly ReturnType<typeof row>[]) => ({
  reference: rows.map(({ accuracy }) => accuracy),
  shifted: rows.map(({ accuracy }) => accuracy / 2),
});

describe("replicatesBySeed", () => {
  it("keeps the seeds that have a member and three networks from scratch, in order", () => {
    const baseline = [10, 2, 3].flatMap((seed) =>
      [0.4, 0.5, 0.6]
        .slice(0, seed === 3 ? 2 : 3)
        .map((each) => row(seed, each)),
    );
    const members = [row(10, 0.8), row(2, 0.7), row(3, 0.7)];
    const found = replicatesBySeed(baseline, members, pairsOf);
    assert.deepEqual(
      found.map(({ group }) => group.reference),
      [[0.7], [0.8]],
    );
    for (const each of found)
      assert.deepEqual(each.baseline.reference, [0.4, 0.5, 0.6]);
  });

  it("is empty without members", () => {
    assert.deepEqual(replicatesBySeed([row(1, 0.5)], [], pairsOf), []);
  });
});
