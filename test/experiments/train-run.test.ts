import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import type { Json } from "../../lib/files/canonical-json";
import {
  runKind,
  runsOf,
  sweep,
  type RunSpec,
  type Store,
  workerPool,
} from "../../lib/runs";
import { readArtefacts } from "../../lib/runs/store/artefacts";
import { withStore } from "../runs/temporary-store";

const { complete } = runKind("train");

const small = {
  kind: "train",
  data: "fashion-mnist",
  train: 200,
  validation: 60,
  test: 80,
  model: { name: "small-cnn", widths: [4] },
  recipe: { epochs: 2, learningRate: 0.03, batchSize: 50 },
  moments: [1],
};

const spec = (changes: { [field: string]: Json } = {}): RunSpec => ({
  ...small,
  seed: 1,
  ...changes,
});

const evaluation = (on: Json, changes = {}) => ({
  name: "evaluation",
  run: { kind: "evaluate", of: { ...small, ...changes }, on },
  seeds: [1],
});

const sweepOne = async (what: Parameters<typeof sweep>[0], store: Store) => {
  const result = await sweep(what, {
    store,
    engine: workerPool({ workers: 1 }), // one TensorFlow thread, whatever this process has
    progress: false,
  });
  assert.deepEqual(result.failures, []);
  return result;
};

const rowsOf = ({ runs, records }: Awaited<ReturnType<typeof sweepOne>>) =>
  records.get(runs[0].id)!.rows.map(({ seconds, ...row }) => {
    assert.ok(seconds > 0);
    return row;
  });

describe("a train run", () => {
  it(
    "evaluates on held-out reference images at each moment, and hands on the weights of each",
    withStore(async (store) => {
      const [run] = runsOf({ name: "small", run: small, seeds: [1] });
      const done = await sweepOne(
        { name: "small", run: small, seeds: [1] },
        store,
      );
      assert.deepEqual(
        rowsOf(done).map(({ epoch, split, total }) => [epoch, split, total]),
        [
          [1, "validation", 60],
          [1, "reference", 80],
          [2, "validation", 60],
          [2, "reference", 80],
        ],
      );
      assert.deepEqual(Object.keys(readArtefacts(store, run.id)), [
        "epoch-1",
        "epoch-2",
      ]);
    }),
  );

  it("gives the seed to its shift, and completes model and recipe", () => {
    const { reference, model, recipe } = complete(
      spec({ reference: { name: "spurious tint" } }),
    ) as { [field: string]: { [field: string]: Json } };
    assert.deepEqual(
      [reference.seed, reference.strength, model.depth, recipe.optimizer],
      [1, 0.5, 1, "adamw"],
    );
  });

  const refused: [string, { [field: string]: Json }, RegExp][] = [
    [
      "an unknown model, with the nearest",
      { model: { name: "efficientnet-lite3" } },
      /there is no model "efficientnet-lite3".*"efficientnet-lite[012]"/,
    ],
    [
      "an option that the model does not have",
      { model: { name: "mlp", inputSize: 64 } },
      /field model.*inputSize/,
    ],
    [
      "an unknown method",
      { method: "lpft" },
      /field method: found "lpft"\. Did you mean "lp-ft"\? Known: from-scratch, /,
    ],
    [
      "an unknown shift, with the nearest",
      { reference: { name: "spurious tnt" } },
      /no shift "spurious tnt".*spurious tint/,
    ],
    [
      "an unknown data set, with the nearest",
      { data: "cifar-10" },
      /"cifar-10".*cifar10/,
    ],
    [
      "what is no set of images with classes",
      { data: "open-fonts" },
      /"open-fonts" is no set of images with classes/,
    ],
    [
      "pre-training that a model does not have",
      { pretraining: "imagenet", method: "full" },
      /no ImageNet weights of the model "small-cnn"/,
    ],
    [
      "a method that goes with pre-training alone",
      { method: "full" },
      /field method: found "full" with pretraining "none"/,
    ],
    [
      "a moment beyond the run",
      { moments: [0.5, 3] },
      /field moments: found 3, but the run ends after 2 epochs; leave it out/,
    ],
    [
      "blocks counted for a method that takes none",
      { lastBlocks: 0 },
      /field lastBlocks: found 0 with method "from-scratch"; only "last-blocks"/,
    ],
  ];
  for (const [what, changes, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => complete(spec(changes)), message);
    });
  }

  it(
    "says how many images a set has where more are asked for",
    withStore(async (store) => {
      const run = { ...small, train: 60_000, validation: 1 };
      const { failures } = await sweep(
        { name: "too many", run, seeds: [1] },
        { store, engine: workerPool({ workers: 1 }), progress: false },
      );
      assert.match(
        failures[0].message,
        /needs 60001 images of "fashion-mnist", split "train", which has 60000/,
      );
    }),
  );
});

describe("an evaluate run", () => {
  it(
    "repeats the train run's own evaluation where nothing is shifted",
    withStore(async (store) => {
      const train = await sweepOne(
        { name: "small", run: small, seeds: [1] },
        store,
      );
      const unshifted = { shift: { name: "vertical flip", strength: 0 } };
      const again = await sweepOne(evaluation(unshifted), store);
      assert.deepEqual(
        rowsOf(again).map(({ epoch, correct }) => [epoch, correct]),
        rowsOf(train)
          .filter(({ split }) => split === "reference")
          .map(({ epoch, correct }) => [epoch, correct]),
      );
    }),
  );

  it(
    "evaluates under a reference set's own shift",
    withStore(async (store) => {
      const reference = { name: "label shift", strength: 0.4 };
      const done = await sweepOne(
        evaluation({ shift: reference }, { reference }),
        store,
      );
      assert.deepEqual(
        rowsOf(done).map(({ epoch, split }) => [epoch, split]),
        [
          [1, "label shift"],
          [2, "label shift"],
        ],
      );
    }),
  );

  it("is another run where its data set is, and needs the train run", () => {
    const idOf = (on: Json) => runsOf(evaluation(on))[0].id;
    assert.notEqual(idOf({ set: "mnist" }), idOf({ set: "fashion-mnist" }));
    const { needs } = runKind("evaluate");
    const [{ spec }] = runsOf(evaluation({ set: "mnist" }));
    assert.deepEqual(needs!(spec), [
      runsOf({ name: "small", run: small, seeds: [1] })[0].spec,
    ]);
  });
});
