import assert from "node:assert/strict";
import { networksText } from "../../../lib/studies/synthetic-shifts/networks";
import type { ShiftAccuracy } from "../../../lib/studies/synthetic-shifts/results";

const row = (given: Partial<ShiftAccuracy>): ShiftAccuracy => ({
  shift: "grey",
  kind: "out of support",
  reference: "untouched",
  model: "residual-cnn",
  source: "none",
  method: "from-scratch",
  train: 4000,
  ofStudySize: true,
  setting: "",
  seed: 1,
  epoch: 1,
  last: true,
  referenceAccuracy: 0.5,
  shiftedAccuracy: 0.4,
  referenceCount: 100,
  shiftedCount: 100,
  ...given,
});
const lite = { model: "lite0", source: "imagenet", method: "full" };

describe("networksText", () => {
  it("counts images and seeds, and names the shifts that a network lacks", () => {
    const rows = ["spurious tint", "grey"].flatMap((shift) => [
      ...[1, 2].map((seed) => row({ shift, seed })),
      row({ shift, ...lite }),
    ]);
    assert.equal(
      networksText([
        ...rows,
        row({ train: 40000 }),
        row({ ...lite, method: "lp-ft" }),
        // Of a bias that is no shift of its own.
        row({ shift: "spurious tint, p = 0.9", seed: 3 }),
      ]),
      "Pre-trained, on 4,000 reference images: lite0, full (under every shift); lite0, lp-ft (not under spurious tint). " +
        "From scratch, numbers of reference images: 4,000 (under every shift); 40,000 (not under spurious tint). Each with 2 seeds.",
    );
  });
});
