import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import type { Json } from "../../lib/files/canonical-json";
import { runKind, runsOf, sweep, workerPool } from "../../lib/runs";
import { withStore } from "../runs/temporary-store";

const train = {
  kind: "train",
  data: "fashion-mnist",
  train: 200,
  validation: 60,
  test: 80,
  model: { name: "small-cnn", widths: [4] },
  recipe: { epochs: 2, learningRate: 0.03, batchSize: 50 },
  moments: [1],
};
const probe = (fields: { [field: string]: Json } = {}) => ({
  name: "probe",
  run: {
    kind: "probe",
    of: train,
    data: "cifar10",
    train: 100,
    test: 50,
    ...fields,
  },
  seeds: [1],
});

describe("a probe run", () => {
  it(
    "probes a network's features of another task at each moment that was kept, and of drawn weights without any run",
    withStore(async (store) => {
      const options = {
        store,
        engine: workerPool({ workers: 1 }),
        progress: false,
      } as const;
      const rowsOf = async (weights: string) => {
        const done = await sweep(probe({ weights }), options);
        assert.deepEqual(done.failures, []);
        return done.records
          .get(done.runs[0].id)!
          .rows.map(({ epoch, split, total }) => [epoch, split, total]);
      };
      assert.deepEqual(await rowsOf("drawn"), [[0, "cifar10", 50]]);
      assert.deepEqual(await rowsOf("trained"), [
        [1, "cifar10", 50],
        [2, "cifar10", 50],
      ]);
    }),
  );

  it("needs the train run for trained weights alone", () => {
    const needs = (weights: string) =>
      runKind("probe").needs!(runsOf(probe({ weights }))[0].spec);
    assert.deepEqual(needs("trained"), [
      runsOf({ name: "train", run: train, seeds: [1] })[0].spec,
    ]);
    assert.deepEqual(needs("drawn"), []);
  });

  it("refuses a task that is none, and other weights", () => {
    assert.throws(
      () => runsOf(probe({ data: "open-fonts" })),
      /"open-fonts" is no set of images with classes/,
    );
    assert.throws(() => runsOf(probe({ weights: "frozen" })), /field weights/);
  });
});
