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
import { withStore } from "../runs/temporary-store";

const model = { name: "small-cnn", widths: [4] };
const data = "fashion-mnist";
const recipe = { epochs: 1, learningRate: 0.03, batchSize: 10 };
const others = ["Sneaker", "Bag", "Sandal"];
const consistency = {
  kind: "consistency",
  seed: 0,
  data,
  classes: others,
  count: 150,
  splits: 2,
  model,
  recipe,
};
const pretrain = {
  kind: "pretrain",
  data,
  classes: others,
  count: 90,
  test: 60,
  styles: [{ name: "blur" }],
  difficulty: { of: consistency, pick: "hardest" },
  model,
  recipe,
};
const transfer = {
  kind: "transfer",
  data,
  classes: ["Coat", "Trouser", "Shirt"],
  count: 300,
  test: 90,
  reference: { name: "label shift", strength: 0.2 },
  met: { upside: { name: "vertical flip" } },
  of: pretrain,
  model,
  recipe: { ...recipe, epochs: 4 },
  moments: [2],
};
const one = (name: string, run: RunSpec) => ({ name, run, seeds: [1] });

async function done(runs: RunSpec[], store: Store) {
  const engine = workerPool({ workers: 1 });
  const experiments = runs.map((run, i) => one(`run ${i}`, run));
  const swept = await sweep(experiments, { store, engine, progress: false });
  assert.deepEqual(swept.failures, []);
  return swept.runs.map(({ id }) => swept.records.get(id)!);
}

describe("runs on some of a set's classes", () => {
  it(
    "score a pool, pre-train on its hardest images, and transfer to other classes, with replayed images or from scratch",
    withStore(async (store) => {
      const replayed = { ...transfer, replay: 0.2 };
      const scratch = { ...transfer, of: null };
      const [scored, pretrained, ...transferred] = await done(
        [consistency, pretrain, transfer, replayed, scratch],
        store,
      );
      // Two networks a split, each asked about the half that it has not seen.
      assert.deepEqual(
        scored.rows.map(({ split, total }) => [split, total]),
        [1, 2, 3, 4].map((i) => [`held out ${i}`, 75]),
      );
      assert.deepEqual(
        pretrained.rows.map(({ split, total }) => [split, total]),
        [["pre-training", 60]],
      );
      assert.ok(Number(pretrained.values!.tied) > 0);
      for (const { rows } of transferred)
        assert.deepEqual(
          rows.map(({ epoch, split, total }) => [epoch, split, total]),
          [2, 4].flatMap((epoch) => [
            [epoch, "reference", rows[0].total],
            [epoch, "upside", 90],
          ]),
        );
      const answers = transferred.map(({ rows }) =>
        String(rows.map(({ correct }) => correct)),
      );
      assert.equal(new Set(answers).size, 3);
      const [, , end] = transferred[0].rows;
      assert.ok(end.correct > end.total / 3, `${end.correct} of ${end.total}`);
    }),
  ).timeout(60_000);

  it("choose from one pool with every seed, and need its scores for replaying only", () => {
    const needs = (run: RunSpec, seed: number) => {
      const [{ spec }] = runsOf({ name: "one", run, seeds: [seed] });
      return runKind(spec.kind).needs!(spec);
    };
    assert.deepEqual(needs(pretrain, 1), needs(pretrain, 2));
    assert.equal(needs(pretrain, 1)[0].seed, 0);
    assert.equal(needs({ ...transfer, of: null }, 1).length, 0);
    assert.equal(needs(transfer, 1).length, 1);
    assert.equal(needs({ ...transfer, replay: 0.2 }, 1).length, 2);
  });

  const refused: [string, RunSpec, RegExp][] = [
    [
      "classes that there are not",
      { ...transfer, classes: ["Coat", "Trousers"] },
      /A transfer run, field classes: .*no class "Trousers".*"Trouser"/,
    ],
    [
      "replay from scratch",
      { ...transfer, of: null, replay: 0.5 },
      /field replay: nothing was pre-trained on/,
    ],
    [
      "more replayed images than were pre-trained on",
      { ...transfer, replay: 2 },
      /600 images are to be shown again, but it was pre-trained on 90/,
    ],
    [
      "another network than was pre-trained",
      { ...transfer, model: { ...model, widths: [5] } },
      /field of\.model: found .*\[4\].*, but its own network is .*\[5\]/,
    ],
    [
      "moments beyond the run",
      { ...transfer, moments: [5] },
      /field moments: found 5, but the run ends after 4 epochs/,
    ],
    [
      "scores of other classes",
      { ...pretrain, classes: ["Coat", "Trouser"] },
      /field difficulty\.of\.classes: found Sneaker, Bag, Sandal.*it trains on Coat, Trouser/,
    ],
    [
      "more images than are scored",
      { ...pretrain, count: 151 },
      /found 151, but 150 images are scored/,
    ],
    [
      "another choice than by difficulty",
      {
        ...pretrain,
        difficulty: { of: consistency, pick: "easy" } as Json,
      },
      /field difficulty\.pick: found "easy"\. Did you mean "easiest"/,
    ],
    [
      "no splits at all",
      { ...consistency, splits: 0 },
      /A consistency run, field splits/,
    ],
  ];
  for (const [what, run, message] of refused)
    it(`refuse ${what}`, () => {
      assert.throws(() => runsOf(one("one", run)), message);
    });
});
