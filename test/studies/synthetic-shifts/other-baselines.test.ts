import assert from "node:assert/strict";
import { resultsTable } from "../../../lib/runs/store/results-table";
import {
  otherBaselines,
  otherBaselinesText,
} from "../../../lib/studies/synthetic-shifts/other-baselines";
import { shiftAccuracies } from "../../../lib/studies/synthetic-shifts/results";
import { alongRun } from "../measured-runs";
import { network, shift } from "./measured-networks";

const scratch = {
  source: "none",
  method: "from-scratch",
  reference: "untouched",
  train: 4000,
  ofStudySize: true,
  setting: "",
};
const pretrained = {
  ...scratch,
  model: "efficientnet-lite0",
  source: "imagenet",
  method: "full",
};

/** Two seeds of the baseline, and of two other architectures whose distance from its line is known. */
const rows = shiftAccuracies(
  resultsTable(
    [1, 2].flatMap((seed) => [
      ...network({ ...scratch, model: "residual-cnn" }, seed, alongRun),
      ...network(
        { ...scratch, model: "small-cnn" },
        seed,
        [0.5, 0.6],
        0.001 * seed,
      ),
      ...network(
        { ...scratch, model: "efficientnet-lite0" },
        seed,
        [0.5, 0.6],
        0.1 + 0.001 * seed,
      ),
      ...network(pretrained, seed, [0.7]),
    ]),
  ),
);

describe("otherBaselines", () => {
  it("measures each architecture from scratch against the baseline, at all moments", () => {
    const found = otherBaselines(rows);
    assert.deepEqual(
      found.map((row) => [row.shift, row.model, row.verdict]),
      [
        [shift, "efficientnet-lite0", "above zero"],
        [shift, "small-cnn", "about zero"],
      ],
    );
    assert.equal(found[0].robustness.count, 4);
    assert.ok(Math.abs(found[0].robustness.mean - 0.1015) < 1e-6);
  });

  it("says which lie apart, and under which shifts", () => {
    const text = otherBaselinesText(otherBaselines(rows));
    assert.match(
      text,
      /efficientnet-lite0\*\*, 1 shift: above zero under unseen tint \(10\.1 .*; below zero under none; about zero under 0; undecided under 0/,
    );
    assert.match(
      text,
      /small-cnn\*\*, 1 shift: above zero under none; below zero under none; about zero under 1/,
    );
  });

  it("gives none where no other architecture was trained", () => {
    const alone = rows.filter(
      ({ source, model }) => source !== "none" || model === "residual-cnn",
    );
    assert.deepEqual(otherBaselines(alone), []);
    assert.match(otherBaselinesText([]), /yet/);
  });
});
