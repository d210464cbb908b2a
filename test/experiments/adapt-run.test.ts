import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import type { Json } from "../../lib/files/canonical-json";
import {
  runsOf,
  sweep,
  workerPool,
  type RunSpec,
  type Store,
} from "../../lib/runs";
import { readArtefacts } from "../../lib/runs/store/artefacts";
import { withStore } from "../runs/temporary-store";

const of = {
  kind: "train",
  data: "fashion-mnist",
  train: 200,
  validation: 40,
  test: 60,
  model: { name: "small-cnn", widths: [4] },
  recipe: { epochs: 2, learningRate: 0.03, batchSize: 50 },
  moments: [1],
};
const related = {
  negative: { shift: { name: "inverted contrast" } },
  noise: { shift: { name: "noise" } },
};
const images = { adapt: 60, test: 50, base: 60 };
const recipe = { epochs: 1, batchSize: 30 };
const adapt = {
  kind: "adapt",
  of,
  related,
  images,
  to: "negative",
  method: "full",
  recipe,
  keepWeights: true,
} as RunSpec;
const average = {
  kind: "adapted-average",
  of,
  related,
  images,
  parts: [adapt],
  start: 1,
} as unknown as RunSpec;
const one = (run: RunSpec) => ({ name: "one", run, seeds: [1] });

/** Rows of each run, by its place, all carried out by one process. */
const rowsOf = async (specs: RunSpec[], store: Store) => {
  const { runs, records, failures } = await sweep(
    specs.map((run, i) => ({ name: `${i}`, run, seeds: [1] })),
    { store, engine: workerPool({ workers: 1 }), progress: false },
  );
  assert.deepEqual(failures, []);
  return specs.map((_, i) => {
    const { id } = runs.find(({ experiment }) => experiment === `${i}`)!;
    return records
      .get(id)!
      .rows.map(({ epoch, split, correct, total }) => [
        epoch,
        split,
        correct,
        total,
      ]);
  });
};
const withoutEpoch = (rows: unknown[][]) => rows.map((row) => row.slice(1));
const splits = ["negative", "noise", "base"];

describe("adapt runs and their averages", () => {
  it(
    "adapt a trained network to one set and test it on all; an average at the start is the network before, at the end the adapted one",
    withStore(async (store) => {
      const [adapted, before, atStart, atEnd, probed, held] = await rowsOf(
        [
          adapt,
          { ...average, parts: [] },
          average,
          { ...average, start: 0 },
          { ...adapt, method: "linear-probe", l2s: [0.1] },
          { ...adapt, method: "ewc", penalty: 4, fisher: 40 },
        ],
        store,
      );
      assert.deepEqual(
        adapted.map(([epoch, split, , total]) => [epoch, split, total]),
        splits.map((split) => [1, split, split === "base" ? 60 : 50]),
      );
      const [{ id }] = runsOf(one(adapt));
      assert.deepEqual(Object.keys(readArtefacts(store, id)), ["epoch-1"]);
      assert.deepEqual(
        before.map(([epoch, split]) => [epoch, split]),
        [1, 2].flatMap((epoch) => splits.map((split) => [epoch, split])),
      );
      assert.deepEqual(withoutEpoch(atStart), withoutEpoch(before.slice(3)));
      assert.deepEqual(withoutEpoch(atEnd), withoutEpoch(adapted));
      assert.deepEqual(
        probed.map(([epoch, split]) => [epoch, split]),
        splits.map((split) => [0, split]),
      );
      assert.equal(held.length, 3);
    }),
  ).timeout(240_000);

  const refused: [what: string, run: { [field: string]: Json }, why: RegExp][] =
    [
      ["an unknown set", { ...adapt, to: "nois" }, /Did you mean "noise"/],
      [
        "an option of another method",
        { ...adapt, rank: 2 },
        /field rank: found with method "full"; only "lora"/,
      ],
      [
        "EWC without images to measure by",
        { ...adapt, method: "ewc" },
        /field fisher: found nothing/,
      ],
      ["a new start", { ...adapt, method: "from-scratch" }, /field method/],
      [
        "a network whose weights are not kept",
        { ...adapt, of: { ...of, keepWeights: false } },
        /keeps no weights to be adapted/,
      ],
      [
        "an average of nothing",
        { ...average, parts: [], start: 0.5 },
        /found 0\.5 without parts/,
      ],
      [
        "an average of weights that are not kept",
        { ...average, parts: [{ ...adapt, keepWeights: false } as Json] },
        /keeps no weights to be averaged/,
      ],
    ];
  for (const [what, run, why] of refused)
    it(`refuse ${what}`, () => {
      assert.throws(() => runsOf(one(run as RunSpec)), why);
    });
});
