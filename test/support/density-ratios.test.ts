import assert from "node:assert/strict";
import { inverseLogit, softplus, mean, randomStream } from "../../lib/numerics";
import { areaUnderRoc, calibrateScale, densityRatios } from "../../lib/support";
import {
  assertClose,
  CLOSED_FORM,
  ITERATIVE,
  referenceValues,
} from "../reference-values";

const known = referenceValues.density_ratio;
const { scores, is_shifted: labels } = known;

describe("areaUnderRoc", () => {
  it("agrees with scikit-learn", () =>
    assertClose([areaUnderRoc(scores, labels)], [known.auc], CLOSED_FORM));

  it("is the share of pairs in the right order, ties half", () => {
    const coarse = scores.map(Math.round);
    let right = 0;
    let pairs = 0;
    coarse.forEach((s, i) =>
      coarse.forEach((t, j) => {
        if (!(labels[i] === 1 && labels[j] === 0)) return;
        pairs++;
        right += s > t ? 1 : s === t ? 0.5 : 0;
      }),
    );
    assertClose([areaUnderRoc(coarse, labels)], [right / pairs], 1e-12);
  });

  it("is 1, 0 and one half for perfect, reversed and constant scores", () => {
    assert.equal(areaUnderRoc([1, 2, 3], [0, 0, 1]), 1);
    assert.equal(areaUnderRoc([3, 2, 1], [false, true, true]), 0);
    assert.equal(areaUnderRoc([5, 5, 5], [-1, 1, 1]), 0.5);
  });

  it("refuses one domain alone, NaN, other labels and lengths", () => {
    assert.throws(() => areaUnderRoc([1, 2], [1, 1]), /no reference example/);
    assert.throws(() => areaUnderRoc([1, 2], [0, 0]), /no shifted example/);
    assert.throws(() => areaUnderRoc([1, NaN], [0, 1]), /Score 1 is NaN/);
    assert.throws(() => areaUnderRoc([1, 2], [0, 2]), /Label 1 is 2/);
    assert.throws(() => areaUnderRoc([1], [0, 1]), /1 scores but 2 labels/);
  });
});

describe("calibrateScale", () => {
  it("agrees with SciPy", () =>
    assertClose([calibrateScale(scores, labels)], [known.alpha], ITERATIVE));

  it("is where the loss is flat and least", () => {
    const alpha = calibrateScale(scores, labels);
    const loss = (at: number) =>
      mean(scores.map((s, i) => softplus(labels[i] ? -at * s : at * s)));
    for (const other of [0.99, 1.01])
      assert.ok(loss(alpha * other) > loss(alpha));
  });

  it("finds the scale that the labels were drawn with", () => {
    const random = randomStream(1, "calibration test");
    const raw = random.normals(50_000);
    const drawn = Array.from(raw, (s) =>
      random.uniform() < inverseLogit(1.7 * s) ? 1 : 0,
    );
    assert.ok(Math.abs(calibrateScale(raw, drawn) - 1.7) < 0.06);
  });

  it("is negative for scores that point the wrong way, and scales inversely", () => {
    assertClose(
      [
        calibrateScale(
          scores.map((s) => -1000 * s),
          labels,
        ),
      ],
      [-known.alpha / 1000],
      ITERATIVE,
    );
  });

  it("is infinite where domains are perfectly separable, 0 where scores are 0", () => {
    assert.equal(calibrateScale([-1, -2, 3], [0, 0, 1]), Infinity);
    assert.equal(calibrateScale([1, 2, -3], [0, 0, 1]), -Infinity);
    assert.equal(calibrateScale([0, 0], [0, 1]), 0);
  });

  it("refuses a score that is not finite", () =>
    assert.throws(
      () => calibrateScale([1, Infinity], [0, 1]),
      /Score 1 is Infinity/,
    ));
});

describe("densityRatios", () => {
  it("agrees with SciPy", () =>
    assertClose(
      densityRatios(scores, labels),
      known.ratio_shifted_over_reference,
      ITERATIVE,
    ));

  it("is the ratio of two Gaussians, where their log-odds are the scores", () => {
    // N(1, 1) over N(0, 1) is exp(x − 1/2); with three reference examples to each shifted one.
    const random = randomStream(2, "ratio test");
    const isShifted = Array.from({ length: 80_000 }, (_, i) =>
      i % 4 === 0 ? 1 : 0,
    );
    const x = isShifted.map((shift) => random.normal(shift));
    const logOdds = x.map((value) => 0.3 * (value - 0.5 + Math.log(1 / 3)));
    const estimated = densityRatios(logOdds, isShifted);
    const error = mean(
      estimated.map((ratio, i) => Math.abs(Math.log(ratio) - (x[i] - 0.5))),
    );
    assert.ok(error < 0.03, `mean error of the log ratio ${error}`);
  });

  it("is 0 and infinite, but still a number, for separable domains", () =>
    assert.deepEqual(densityRatios([-1, 0, 0, 3], [0, 0, 1, 1]), [
      0,
      1,
      1,
      Infinity,
    ]));
});

describe("scores of any size", () => {
  const plain = densityRatios(scores, labels);
  for (const factor of [2 ** -1060, 1e-320, 1e-150, 1e150, 1e300]) {
    it(`give the same ratios times ${factor}`, () => {
      const scaled = scores.map((score) => score * factor);
      // Below 1e-307 numbers have fewer digits.
      const tolerance = factor < 1e-300 ? 0.01 : 1e-9;
      assertClose(densityRatios(scaled, labels), plain, tolerance);
    });
  }

  it("give the scale that undoes the factor, where there is one", () => {
    const alpha = calibrateScale(scores, labels);
    const scaled = (factor: number) =>
      calibrateScale(
        scores.map((score) => score * factor),
        labels,
      );
    assertClose(
      [scaled(1e-150) * 1e-150, scaled(1e300) * 1e300],
      [alpha, alpha],
      1e-9,
    );
    assert.throws(
      () => scaled(1e-320),
      /^RangeError: All scores are below .*e-3\d\d in size, .* Multiply them by one number/,
    );
  });
});
