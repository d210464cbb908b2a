import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import type { Json } from "../../lib/files/canonical-json";
import {
  runKind,
  runsOf,
  sweep,
  workerPool,
  type RunSpec,
  type Store,
} from "../../lib/runs";
import { readArtefacts } from "../../lib/runs/store/artefacts";
import { withStore } from "../runs/temporary-store";

const start = {
  kind: "train",
  data: "fashion-mnist",
  train: 200,
  validation: 90,
  test: 80,
  model: { name: "small-cnn", widths: [4] },
  recipe: { epochs: 1, learningRate: 0.03, batchSize: 50 },
};
const end = { ...start, recipe: { ...start.recipe, epochs: 2 }, moments: [1] };
const average = { kind: "average", start, end, share: 0.5 };
const one = (run: RunSpec) => ({ name: "one", run, seeds: [1] });

/** What runs come to, in one sweep, and what was trained for them. */
const done = async (runs: { [name: string]: RunSpec }, store: Store) => {
  const engine = workerPool({ workers: 1 });
  const experiments = Object.entries(runs).map(([name, run]) => ({
    ...one(run),
    name,
  }));
  const swept = await sweep(experiments, { store, engine, progress: false });
  assert.deepEqual(swept.failures, []);
  return swept.runs.map(({ id, spec }) => ({
    spec,
    rows: swept.records
      .get(id)!
      .rows.map(({ epoch, split, correct, total }) => [
        epoch,
        split,
        correct,
        total,
      ]),
    weights: () => readArtefacts(store, id),
  }));
};

describe("an average run", () => {
  it(
    "hands on the last weights of two runs averaged, to be evaluated: at a share of 1 those of the end as they are",
    withStore(async (store) => {
      const flipped = { shift: { name: "vertical flip" } };
      const [trained, whole, half, met] = await done(
        {
          end,
          whole: { ...average, share: 1 },
          half: average,
          met: { kind: "evaluate", of: average, on: flipped },
        },
        store,
      );
      const last = trained.rows.filter(
        ([epoch, split]) => epoch === 2 && split === "reference",
      );
      assert.deepEqual(whole.rows, last);
      assert.deepEqual(Object.keys(half.weights()), ["epoch-2"]);
      assert.notDeepEqual(half.weights(), whole.weights());
      assert.deepEqual(
        met.rows.map(([epoch, split, , total]) => [epoch, split, total]),
        [[2, "vertical flip", 80]],
      );
      assert.deepEqual(runKind("evaluate").needs!(met.spec), [half.spec]);
    }),
  );

  const refused: [string, { [field: string]: Json }, RegExp][] = [
    ["a share beyond 1", { share: 1.5 }, /field share/],
    [
      "runs of different networks",
      { start: { ...start, model: { name: "small-cnn", widths: [5] } } },
      /field start\.model: found .*\[5\].*, but end\.model is .*\[4\]/,
    ],
    [
      "runs of different tasks",
      { end: { ...end, reference: { name: "label shift", strength: 0.2 } } },
      /field start\.reference: found null, but end\.reference is/,
    ],
    [
      "a run without weights",
      { start: { ...start, keepWeights: false } },
      /the "from-scratch" run keeps no weights/,
    ],
    [
      "a run that trains nothing",
      { start: { kind: "probe" } },
      /field start\.kind/,
    ],
  ];
  for (const [what, fields, message] of refused)
    it(`refuses ${what}`, () => {
      assert.throws(() => runsOf(one({ ...average, ...fields })), message);
    });
});
