import assert from "node:assert/strict";
import { bestLearningRate } from "../../../lib/studies";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { measuredRun } from "../measured-runs";

const wanted = { source: "broad", strategy: "full" };

/** A trial by its accuracy on the validation set. */
const trial = (rate: number, validation: number, labels = {}, splits = {}) =>
  measuredRun({
    experiment: JSON.stringify([rate, labels]),
    labels: { part: "rate", ...wanted, rate, ...labels },
    moments: { 6: { validation, ...splits } },
  });

describe("bestLearningRate", () => {
  const trials = [trial(1e-3, 0.7), trial(3e-3, 0.8), trial(1e-2, 0.6)];

  it("has the highest accuracy on the validation set, in whatever order trials come", () => {
    assert.equal(bestLearningRate(resultsTable(trials), wanted), 3e-3);
    assert.equal(
      bestLearningRate(resultsTable([...trials].reverse()), wanted),
      3e-3,
    );
  });

  it("is the smaller of two equally good", () => {
    const tied = [trial(1e-2, 0.8), ...trials];
    assert.equal(bestLearningRate(resultsTable(tied), wanted), 3e-3);
    const other = [trial(1e-4, 0.8), ...trials];
    assert.equal(bestLearningRate(resultsTable(other), wanted), 1e-4);
  });

  it("looks at no other set, source, strategy or part", () => {
    const misleading = [
      trial(1e-1, 0.1, {}, { reference: 0.99, flip: 0.99 }),
      trial(2e-1, 0.99, { source: "plain" }),
      trial(3e-1, 0.99, { strategy: "lp-ft" }),
      trial(4e-1, 0.99, { part: "fine-tuned" }),
    ];
    const table = resultsTable([...misleading, ...trials]);
    assert.equal(bestLearningRate(table, wanted), 3e-3);
    assert.equal(bestLearningRate(table, { ...wanted, source: "plain" }), 2e-1);
  });

  it("is not known before there are results", () => {
    assert.equal(bestLearningRate(resultsTable([]), wanted), undefined);
    assert.equal(
      bestLearningRate(resultsTable(trials), { ...wanted, source: "digits" }),
      undefined,
    );
  });
});
