import assert from "node:assert/strict";
import {
  accuraciesAlong,
  measuredPairs,
  measuredAccuracies,
} from "../../../lib/studies";
import type { TrainingCheckpoint, TrainingRun } from "../../../lib/training";

/** A checkpoint whose evaluations have so many right of 100. */
const checkpoint = (epoch: number, right: Record<string, number>) =>
  ({
    epoch,
    evaluations: Object.fromEntries(
      Object.entries(right).map(([set, correct]) => [
        set,
        { correct, total: 100, accuracy: correct / 100 },
      ]),
    ),
  }) as unknown as TrainingCheckpoint;

describe("accuracies along a run", () => {
  const run = {
    checkpoints: [
      checkpoint(0.5, { reference: 40, shifted: 30 }),
      checkpoint(1, { reference: 80, shifted: 60 }),
    ],
  } as TrainingRun;

  it("are the checkpoints' from an epoch on, named by it", () => {
    const [first, ...rest] = accuraciesAlong(run, { name: "cnn", from: 1 });
    assert.deepEqual(rest, []);
    assert.equal(first.name, "cnn, epoch 1.00");
    assert.equal(first.reference, 0.8);
    assert.equal(first.shifted, 0.6);
  });

  it("carry Wilson intervals of their counts (80 of 100: 0.711 to 0.867)", () => {
    const [, { referenceInterval }] = accuraciesAlong(run, { name: "cnn" });
    assert.deepEqual(
      referenceInterval.map((end) => end.toFixed(3)),
      ["0.711", "0.867"],
    );
  });

  it("become columns", () => {
    assert.deepEqual(measuredPairs(accuraciesAlong(run, { name: "cnn" })), {
      models: ["cnn, epoch 0.50", "cnn, epoch 1.00"],
      reference: [0.4, 0.8],
      shifted: [0.3, 0.6],
    });
  });

  it("need both sets", () => {
    assert.throws(
      () => measuredAccuracies(checkpoint(2, { reference: 9 }), { name: "x" }),
      /"x" was not evaluated on a set called "shifted" at epoch 2 \(only on: reference\)/,
    );
  });
});
