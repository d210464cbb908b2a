import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import {
  inProcess,
  runExperiment,
  runsOf,
  storedResults,
  type Store,
} from "../../../lib/runs";
import { namedRuns } from "../../../lib/runs/study";
import { standardDeviation } from "../../../lib/numerics";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import {
  recomputed,
  recomputedText,
  type RecomputedRow,
} from "../../../lib/studies/shared/recomputed";
import { simulated } from "../../runs/runs";
import { withStore } from "../../runs/temporary-store";

const flip = simulated([1, 2, 3], { evaluations: 2 }, "flip");
const needing = simulated(
  [1, 2],
  { after: [{ kind: "simulated", handsOn: 10, seed: 7 }] },
  "needing",
);
const study = [flip, needing];
const quietly = { engine: inProcess(), progress: false } as const;
const carriedOut = (store: Store) =>
  runExperiment(study, { ...quietly, store });
const folders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("recomputed-"));

describe("recomputed", () => {
  it(
    "gives the stored accuracies, the same again, and their spread over seeds",
    withStore(async (store) => {
      const stored = await carriedOut(store);
      const rows = await recomputed(study, ["flip"], {
        ...quietly,
        store,
        seed: 2,
      });
      assert.deepEqual(
        rows.map(({ split, seed, difference }) => [split, seed, difference]),
        [
          ["reference", 2, 0],
          ["shifted", 2, 0],
        ],
      );
      const accuracies = stored
        .objects()
        .map((row) => row as { [name: string]: unknown })
        .filter((row) => row.experiment === "flip" && row.split === "shifted");
      const ofSeed = accuracies.find(({ seed }) => seed === 2)!;
      assert.equal(rows[1].stored, ofSeed.accuracy);
      assert.equal(rows[1].recomputed, ofSeed.accuracy);
      const expected = standardDeviation(
        accuracies.map(({ accuracy }) => Number(accuracy)),
      );
      assert.ok(Math.abs(rows[1].spread! - expected) < 1e-12);
    }),
  );

  it(
    "carries out what a run needs as well, leaves the store alone and nothing behind",
    withStore(async (store) => {
      await carriedOut(store);
      const before = [storedResults(study, { store }).objects(), folders()];
      const options = { ...quietly, store, seed: 1 };
      const rows = await recomputed(study, ["needing", "flip"], options);
      assert.deepEqual(
        rows.map(({ experiment }) => experiment),
        ["needing", "needing", "flip", "flip"],
      );
      assert.deepEqual(
        [storedResults(study, { store }).objects(), folders()],
        before,
      );
    }),
  );

  it(
    "says what it cannot compare",
    withStore(async (store) => {
      const of = (name: string, seed: number) =>
        recomputed(study, [name], { ...quietly, store, seed });
      await assert.rejects(of("flip", 1), /"flip", seed 1, has no stored/);
      await carriedOut(store);
      await assert.rejects(of("flop", 1), /no experiment "flop".*"flip"/s);
      await assert.rejects(of("flip", 9), /no seed 9; it has 1, 2, 3/);
    }),
  );

  it("asks for a study's runs again as they are: a complete specification is the same run", () => {
    const results = storedResults([]);
    const declared = syntheticShifts.declare("small", results);
    const all = [...namedRuns(declared).values()].flat();
    assert.ok(all.some(({ spec }) => spec.kind === "evaluate"));
    for (const { id, experiment, spec } of all) {
      const seeds = [Number(spec.seed)];
      const [again] = runsOf({ name: experiment, run: spec, seeds });
      assert.equal(again.id, id, experiment);
    }
  });
});

describe("recomputedText", () => {
  const row = (recomputedAccuracy: number, spread: number | null) =>
    ({
      experiment: "flip",
      seed: 1,
      epoch: 4,
      split: "shifted",
      stored: 0.5,
      recomputed: recomputedAccuracy,
      difference: recomputedAccuracy - 0.5,
      spread,
    }) satisfies RecomputedRow;

  it("says that all are equal", () => {
    assert.equal(
      recomputedText([row(0.5, 0.01), row(0.5, 0.01)]),
      "1 stored run computed again just now, 2 accuracies: all equal to the stored ones.",
    );
  });

  it("gives the largest difference beside the spread over seeds", () => {
    assert.match(
      recomputedText([row(0.505, 0.01), row(0.48, 0.02)]),
      /2 differ .* by 2\.00 points at most .*50\.0 % stored, 48\.0 % now; its standard deviation over seeds is 2\.00\)/,
    );
    assert.match(recomputedText([row(0.505, null)]), /one seed alone/);
  });

  it("refuses to say anything of nothing", () => {
    assert.throws(() => recomputedText([]), /at least one row/);
  });
});
