import assert from "node:assert/strict";
import { randomStream } from "../../../lib/numerics";
import {
  leaveOneShiftOut,
  predictRobustness,
  type ShiftShare,
} from "../../../lib/studies";
import { assertClose } from "../../reference-values";

const row = (share: number, mean: number, at = 0): ShiftShare => ({
  shift: `shift ${at}`,
  kind: "out of support",
  share: { mean: share, lower: share, upper: share },
  divergence: share,
  robustness: { mean, lower: mean, upper: mean },
  isLine: true,
});
const shares = [0, 0.1, 0.3, 0.6, 0.9, 1];
const gains = [0.01, -0.02, 0.05, 0.04, 0.11, 0.07];
const rows = shares.map((share, i) => row(share, gains[i], i));

describe("predictRobustness", () => {
  it("gives the prediction interval of least squares", () => {
    // From the textbook's formula, by SciPy's linregress and t.
    const { mean, lower, upper } = predictRobustness(rows, 0.5);
    assertClose(
      [mean, lower, upper],
      [0.04487524, -0.035902482, 0.125652962],
      1e-7,
    );
  });

  it("is a point where all shifts lie on a line", () => {
    const exact = shares.map((share, i) => row(share, 0.1 * share, i));
    const { mean, lower, upper } = predictRobustness(exact, 0.25);
    assertClose([mean, lower, upper], [0.025, 0.025, 0.025], 1e-9);
  });

  it("refuses too few shifts, equal ones, and what is no share", () => {
    assert.throws(
      () => predictRobustness(rows.slice(2), 0.5),
      /from 4 shifts; it takes 5/,
    );
    assert.throws(
      () => predictRobustness(rows, 97),
      /share of the shift is 97/,
    );
    assert.throws(
      () => predictRobustness(rows, NaN, { by: "divergence" }),
      /divergence of the shift is NaN/,
    );
    assert.throws(
      () =>
        predictRobustness(
          gains.map((gain, i) => row(1, gain, i)),
          0.5,
        ),
      /the same share/,
    );
    assert.throws(
      () => predictRobustness(rows, 0.5, { by: "auc" as "share" }),
      /by is "auc"/,
    );
  });
});

describe("leaveOneShiftOut", () => {
  it("predicts each shift by the others alone", () => {
    const { leftOut, shifts } = leaveOneShiftOut(rows);
    assert.equal(shifts, 6);
    leftOut.forEach(({ x, actual, predicted, isInside }, i) => {
      const others = rows.filter((_, k) => k !== i);
      assert.deepEqual(predicted, predictRobustness(others, shares[i]));
      assert.deepEqual([x, actual], [shares[i], gains[i]]);
      assert.equal(
        isInside,
        predicted.lower <= actual && actual <= predicted.upper,
      );
    });
  });

  it("gives Pearson's correlation with Fisher's interval, and Spearman's, as SciPy does", () => {
    const { correlation, rankCorrelation } = leaveOneShiftOut(rows);
    assertClose(
      [correlation.mean, correlation.lower, correlation.upper, rankCorrelation],
      [0.848071233, 0.117117348, 0.983042166, 0.828571429],
      1e-7,
    );
  });

  it("errs less than the mean of the others where the share tells something, and more where it tells nothing", () => {
    const random = randomStream(1, "shifts");
    const made = (slope: number) =>
      Array.from({ length: 14 }, (_, i) => {
        const share = random.uniform();
        return row(share, slope * share + 0.02 * random.normal(), i);
      });
    const telling = leaveOneShiftOut(made(0.3));
    assert.ok(telling.error < 0.5 * telling.errorOfMean);
    const silent = leaveOneShiftOut(made(0));
    assert.ok(silent.error > 0.95 * silent.errorOfMean);
    const { lower, upper } = silent.correlation;
    assert.ok(lower < 0 && upper > 0);
  });
});
