import assert from "node:assert/strict";
import type { ShiftShare } from "../../../lib/studies/natural-shifts/shares";
import {
  validateAdvice,
  validationText,
} from "../../../lib/studies/ask-shift/validate";

const row = (
  shift: string,
  share: number,
  robustness: number,
  half = 0.01,
): ShiftShare => ({
  shift,
  kind: "out of support",
  share: {
    mean: share,
    lower: Math.max(0, share - 0.02),
    upper: Math.min(1, share + 0.02),
  },
  divergence: share,
  robustness: {
    mean: robustness,
    lower: robustness - half,
    upper: robustness + half,
  },
  isLine: true,
});

/** Robustness of a tenth of the share, but for the last two. */
const rows = [
  row("a", 0.01, 0.001),
  row("b", 0.03, 0.003),
  row("c", 0.6, 0.06),
  row("d", 0.8, 0.08),
  row("e", 0.9, 0.09),
  row("f", 0.95, -0.3),
  row("g", 0.7, 0.07, 0.2),
];

describe("validateAdvice", () => {
  const found = validateAdvice(rows);

  it("compares the advice with what was measured", () => {
    assert.deepEqual(
      found.map(({ shift, remedy, agrees }) => [shift, remedy, agrees]),
      [
        ["a", "undo the bias", true],
        ["b", "undo the bias", true],
        ["c", "pre-training", true],
        ["d", "pre-training", true],
        ["e", "pre-training", true],
        ["f", "pre-training", false],
        ["g", "pre-training", undefined],
      ],
    );
  });

  it("predicts each shift from all others", () => {
    const without = rows.filter(({ shift }) => shift !== "f");
    const { predicted, isInside } = found[5];
    assert.ok(Math.abs(predicted.mean - 0.095) < 1e-9);
    assert.equal(isInside, false);
    assert.equal(without.length, 6);
  });

  it("says how often it was right, with an interval", () => {
    assert.match(
      validationText(found),
      /5 of 6 \(83 \[36, 100\] %\).*no better than a coin \(1 more are undecided/,
    );
  });
});
