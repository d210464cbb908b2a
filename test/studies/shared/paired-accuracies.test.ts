import assert from "node:assert/strict";
import { pairedAccuracies } from "../../../lib/studies";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { measuredRun, TOTAL } from "../measured-runs";

const scratch = measuredRun({
  experiment: "scratch",
  seed: 3,
  labels: { source: "none" },
  moments: {
    0.5: { reference: 0.4, flip: 0.3, validation: 0.41 },
    2: { reference: 0.8, flip: 0.6, validation: 0.79 },
  },
});
const tuned = measuredRun({
  experiment: "tuned",
  labels: { source: "broad" },
  moments: { 1: { reference: 0.7, flip: 0.5, blur: 0.6 } },
});
const other = measuredRun({
  experiment: "other",
  labels: { source: "plain" },
  moments: { 1: { reference: 0.9, blur: 0.1 } },
});

describe("pairedAccuracies", () => {
  it("pairs both accuracies of a run at each of its moments", () => {
    const rows = pairedAccuracies(resultsTable([scratch, tuned]), "flip");
    assert.deepEqual(
      rows.map(({ name, run, seed, epoch, last, reference, shifted }) => [
        ...[name, run, seed, epoch, last, reference, shifted],
      ]),
      [
        ["scratch, seed 3, epoch 0.5", scratch.run, 3, 0.5, false, 0.4, 0.3],
        ["scratch, seed 3, epoch 2", scratch.run, 3, 2, true, 0.8, 0.6],
        ["tuned, seed 1, epoch 1", tuned.run, 1, 1, true, 0.7, 0.5],
      ],
    );
    assert.deepEqual(
      rows.map(({ labels }) => labels.source),
      ["none", "none", "broad"],
    );
    assert.deepEqual(rows[0].counts, {
      reference: { correct: 0.4 * TOTAL, total: TOTAL },
      shifted: { correct: 0.3 * TOTAL, total: TOTAL },
    });
  });

  it("does not depend on the order of rows", () => {
    const reversed = [tuned, scratch].map((record) => ({
      ...record,
      rows: [...record.rows].reverse(),
    }));
    const byName = (records: (typeof scratch)[]) =>
      pairedAccuracies(resultsTable(records), "flip")
        .map(({ name, last, reference, shifted }) => ({
          ...{ name, last, reference, shifted },
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(byName(reversed), byName([scratch, tuned]));
  });

  it("leaves out runs that were not evaluated on the set, and moments without a reference accuracy", () => {
    const half = measuredRun({
      experiment: "half",
      moments: { 1: { flip: 0.2 }, 2: { reference: 0.5, flip: 0.4 } },
    });
    const rows = pairedAccuracies(
      resultsTable([scratch, tuned, other, half]),
      "flip",
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      [
        "scratch, seed 3, epoch 0.5",
        "scratch, seed 3, epoch 2",
        "tuned, seed 1, epoch 1",
        "half, seed 1, epoch 2",
      ],
    );
  });

  it("gives a run that two experiments ask for to both, each under its labels", () => {
    const twice = [
      tuned,
      { ...tuned, experiment: "sweep", labels: { part: "sweep" } },
    ];
    const rows = pairedAccuracies(resultsTable(twice), "blur");
    assert.deepEqual(
      rows.map(({ name, labels }) => [name, labels.source, labels.part]),
      [
        ["tuned, seed 1, epoch 1", "broad", null],
        ["sweep, seed 1, epoch 1", null, "sweep"],
      ],
    );
    assert.ok(rows.every(({ reference }) => reference === 0.7));
  });

  it("names the splits there are for one that there is not", () => {
    assert.throws(
      () => pairedAccuracies(resultsTable([scratch, other]), "flop"),
      /No run was evaluated on the split "flop" and on "reference"; there are: reference, flip, validation, blur\./,
    );
    assert.throws(
      () => pairedAccuracies(resultsTable([]), "flip"),
      /there are: no results\./,
    );
  });
});
