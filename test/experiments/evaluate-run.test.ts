import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import type { Json } from "../../lib/files/canonical-json";
import {
  runKind,
  runsOf,
  sweep,
  workerPool,
  type RunSpec,
} from "../../lib/runs";
import { readExamples } from "../../lib/runs/store/read-examples";
import { withStore } from "../runs/temporary-store";

const of = {
  kind: "train",
  train: 100,
  validation: 20,
  test: 20,
  model: { name: "small-cnn", widths: [4] },
  recipe: { epochs: 2, learningRate: 0.03, batchSize: 50 },
  moments: [1],
};
const evaluation = (on: Json, more: { [field: string]: Json } = {}) => ({
  name: "evaluation",
  run: { kind: "evaluate", of, on, ...more } as RunSpec,
  seeds: [1],
});
const mixture = {
  mixture: { fresh: { set: "drawings" }, share: 0.25, count: 40 },
};

describe("an evaluate run", () => {
  it(
    "takes a split of a registered set, all of it and in its order",
    withStore(async (store) => {
      const asked = evaluation({ set: "cifar10", split: "test" });
      const { failures } = await sweep(asked, {
        store,
        engine: workerPool({ workers: 1 }),
        progress: false,
      });
      assert.deepEqual(failures, []);
      const [{ id }] = runsOf(asked);
      const { predictions } = readExamples(store, id)!;
      // The other split has 50,000.
      assert.equal(predictions.length, 10_000);
    }),
  ).timeout(60_000);

  it(
    "counts the old and the new of a mixture apart, and keeps the answers of each moment",
    withStore(async (store) => {
      const asked = evaluation(mixture, { examples: "each moment" });
      const { records, failures } = await sweep(asked, {
        store,
        engine: workerPool({ workers: 1 }),
        progress: false,
      });
      assert.deepEqual(failures, []);
      const [{ id }] = runsOf(asked);
      assert.deepEqual(
        records
          .get(id)!
          .rows.map(({ epoch, split, total }) => [epoch, split, total]),
        [
          [1, "old", 30],
          [1, "new", 10],
          [2, "old", 30],
          [2, "new", 10],
        ],
      );
      const examples = readExamples(store, id)!;
      assert.deepEqual(Object.keys(examples).sort(), [
        "predictions 1",
        "predictions 2",
      ]);
      assert.equal(examples["predictions 1"].length, 40);
    }),
  );

  it("without being asked keeps the last answers alone, under the id that it has always had", () => {
    const [plain] = runsOf(evaluation({ set: "drawings-line-art" }));
    assert.equal("examples" in plain.spec, false);
    const { inputs } = runKind("evaluate");
    assert.deepEqual(Object.keys(inputs!(plain.spec)), ["data"]);
    const [mixed] = runsOf(evaluation(mixture));
    assert.deepEqual(Object.keys(inputs!(mixed.spec)), ["data", "drawings"]);
  });

  it("refuses answers at other times, and a mixture without a share", () => {
    assert.throws(
      () => runsOf(evaluation(mixture, { examples: "always" })),
      /field examples: found "always"/,
    );
    assert.throws(
      () => runsOf(evaluation({ mixture: { fresh: { set: "drawings" } } })),
      /field on/,
    );
  });
});
