import assert from "node:assert/strict";
import { resultsTable } from "../../../lib/runs/store/results-table";
import {
  robustnessByHyperparameter,
  studiedValues,
} from "../../../lib/studies/synthetic-shifts/hyperparameters";
import { shiftAccuracies } from "../../../lib/studies/synthetic-shifts/results";
import { alongRun } from "../measured-runs";
import { network } from "./measured-networks";

const scratch = {
  model: "residual-cnn",
  source: "none",
  method: "from-scratch",
};
const full = {
  model: "efficientnet-lite0",
  source: "imagenet",
  method: "full",
  reference: "untouched",
};

/** Two seeds: a pre-trained network at the study's size, so that the baseline is known, and one that is varied. */
const rows = shiftAccuracies(
  resultsTable(
    [1, 2].flatMap((seed) => [
      ...network(
        {
          ...scratch,
          reference: "untouched",
          train: 4000,
          ofStudySize: true,
          setting: "",
        },
        seed,
        alongRun,
      ),
      ...network(
        { ...full, train: 4000, ofStudySize: true, setting: "" },
        seed,
        [0.7],
      ),
      ...[
        { setting: "", lift: 0.04 },
        { setting: "epochs 16", lift: 0.01 },
        { setting: "epochs 1", lift: 0.08 },
      ].flatMap(({ setting, lift }) =>
        network(
          { ...full, train: 500, ofStudySize: false, setting },
          seed,
          [0.6],
          lift + 0.001 * seed,
        ),
      ),
    ]),
  ),
);

describe("robustnessByHyperparameter", () => {
  it("gives robustness of each value, the study's own among them, in order", () => {
    const found = robustnessByHyperparameter(rows, [
      { name: "epochs", value: 8 },
    ]);
    assert.deepEqual(
      found.map(({ name, value, isStudied, verdict }) => [
        name,
        value,
        isStudied,
        verdict,
      ]),
      [
        ["epochs", 1, false, "above zero"],
        ["epochs", 8, true, "above zero"],
        ["epochs", 16, false, "about zero"],
      ],
    );
    const expected = [0.0815, 0.0415, 0.0115];
    found.forEach(({ robustness, referenceAccuracy }, i) => {
      assert.ok(Math.abs(robustness.mean - expected[i]) < 1e-6);
      assert.ok(Math.abs(referenceAccuracy - 0.6) < 1e-8);
    });
  });

  it("gives none where nothing was varied", () => {
    const studied = rows.filter(({ setting }) => setting === "");
    assert.deepEqual(
      robustnessByHyperparameter(studied, [{ name: "epochs", value: 8 }]),
      [],
    );
  });
});

describe("studiedValues", () => {
  it("says so where no learning rate has been chosen", () => {
    assert.throws(
      () => studiedValues("full", resultsTable([])),
      /No learning rate of efficientnet-lite0, full/,
    );
  });
});
