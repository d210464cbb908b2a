import assert from "node:assert/strict";
import {
  effectiveRobustness,
  modelRobustness,
  extrapolates,
  fitAccuracyLine,
} from "../../lib/robustness";
import { assertClose, CLOSED_FORM, referenceValues } from "../reference-values";

for (const known of referenceValues.lines) {
  const line = fitAccuracyLine(known.reference, known.shifted, {
    scale: known.scale,
  });

  describe(`fitAccuracyLine on the ${known.scale} scale, against statsmodels`, () => {
    it("has the right coefficients, standard errors and R²", () =>
      assertClose(
        [
          line.slope,
          line.intercept,
          line.slopeStandardError,
          line.interceptStandardError,
          line.rSquared,
        ],
        [
          known.slope,
          known.intercept,
          known.slope_se,
          known.intercept_se,
          known.r2,
        ],
        CLOSED_FORM,
      ));

    it("predicts with the right confidence band", () => {
      const predictions = line.predict(known.at, { level: 0.95 });
      for (const [key, expected] of [
        ["mean", known.predicted],
        ["lower", known.band95_lower],
        ["upper", known.band95_upper],
      ] as const)
        assertClose(
          predictions.map((prediction) => prediction[key]),
          expected,
          CLOSED_FORM,
          key,
        );
    });

    it("gives the right effective robustness", () =>
      assertClose(
        effectiveRobustness(line, known.at, known.observed),
        known.effective_robustness,
        CLOSED_FORM,
      ));
  });
}

const reference = [0.6, 0.7, 0.75, 0.8, 0.85];
const shifted = [0.48, 0.57, 0.63, 0.68, 0.76];
const line = fitAccuracyLine(reference, shifted);

describe("an accuracy line", () => {
  it("predicts one accuracy as it does many", () => {
    assert.deepEqual(line.predict(0.7), line.predict([0.7])[0]);
    assert.deepEqual(line.predict([]), []);
    assert.equal(
      effectiveRobustness(line, 0.7, 0.6),
      0.6 - line.predict(0.7).mean,
    );
  });

  it("nests bands: mean within prediction, 80 % within 99 %", () => {
    for (const at of [0.1, 0.72, 0.99]) {
      const mean = line.predict(at);
      const prediction = line.predict(at, { band: "prediction" });
      assert.ok(prediction.lower < mean.lower && mean.upper < prediction.upper);
      const narrow = line.predict(at, { level: 0.8 });
      const wide = line.predict(at, { level: 0.99 });
      assert.ok(wide.lower < narrow.lower && narrow.upper < wide.upper);
    }
  });

  it("has a prediction band with the textbook's extra variance of one model", () => {
    // On the logit scale: half² (prediction) − half² (mean) = (t s)².
    const onLogit = fitAccuracyLine(reference, shifted, { scale: "logit" });
    const half = (band: "mean" | "prediction") => {
      const { lower, upper } = onLogit.predict(0.7, { band });
      return (
        (Math.log(upper / (1 - upper)) - Math.log(lower / (1 - lower))) / 2
      );
    };
    assertClose(
      [half("prediction") ** 2 - half("mean") ** 2],
      [(3.182446305283708 * onLogit.residualStandardError) ** 2], // t(0.975, 3)
      CLOSED_FORM,
    );
  });

  it("carries accuracies near 0 and 1 towards the ends", () => {
    assert.ok(line.predict(1 - 1e-12).mean > 0.999);
    assert.ok(line.predict(1e-12).mean < 0.001);
  });

  it("recovers a line that is there, exactly", () => {
    const exact = line.predict(reference).map(({ mean }) => mean);
    const again = fitAccuracyLine(reference, exact);
    assertClose(
      [again.slope, again.intercept, again.rSquared],
      [line.slope, line.intercept, 1],
      1e-10,
    );
    assert.ok(again.residualStandardError < 1e-12);
  });

  it("knows where it extrapolates", () => {
    assert.deepEqual(extrapolates(line, [0.59, 0.6, 0.7, 0.85, 0.86]), [
      true,
      false,
      false,
      false,
      true,
    ]);
    assert.equal(extrapolates(line, 0.7), false);
  });

  it("has R² = 0 where shifted accuracy never changes", () => {
    const flat = fitAccuracyLine(
      reference,
      reference.map(() => 0.3),
    );
    assert.equal(flat.rSquared, 0);
    assert.ok(Math.abs(flat.slope) < 1e-12);
  });
});

describe("modelRobustness", () => {
  it("turns the prediction band around the model", () => {
    const { mean, lower, upper } = modelRobustness(line, 0.75, 0.7);
    const band = line.predict(0.75, { band: "prediction" });
    assert.deepEqual(
      [mean, lower, upper],
      [0.7 - band.mean, 0.7 - band.upper, 0.7 - band.lower],
    );
  });
});

describe("bad accuracies", () => {
  const refuse = (
    broken: number[],
    message: RegExp,
    models?: string[],
    other = shifted,
  ) =>
    assert.throws(() => fitAccuracyLine(broken, other, { models }), {
      name: "RangeError",
      message,
    });

  it("in per cent: names the row and the remedy", () =>
    refuse(
      [60, 70, 75, 80, 85],
      /reference accuracy in row 0 is 60: these look like per cent; divide by 100/,
    ));

  it("as counts: names the row and the remedy", () =>
    refuse(
      [6000, 7000, 7500, 8000, 8500],
      /row 0 is 6000: these look like counts; divide by the number of examples/,
    ));

  it("NaN: names the row and the model", () =>
    refuse([0.6, 0.7, NaN, 0.8, 0.85], /row 2 \(c\) is NaN: not a number/, [
      "a",
      "b",
      "c",
      "d",
      "e",
    ]));

  it("missing, or negative", () => {
    refuse(
      [0.6, 0.7, undefined as unknown as number, 0.8, 0.85],
      /row 2 is undefined: not a number/,
    );
    refuse([0.6, 0.7, -0.2, 0.8, 0.85], /cannot be negative/);
  });

  it("in the shifted ones too", () =>
    assert.throws(
      () => fitAccuracyLine(reference, [0.4, 0.5, 57, 0.6, 0.7]),
      /shifted accuracy in row 2 is 57: these look like per cent/,
    ));

  it("fewer than three baseline models", () =>
    refuse(
      [0.6, 0.7],
      /at least 3 baseline models, got 2/,
      undefined,
      [0.5, 0.6],
    ));

  it("all baselines equal", () =>
    refuse(
      [0.7, 0.7, 0.7, 0.7, 0.7],
      /All 5 baseline models have the same reference accuracy \(0.7\)/,
    ));

  it("lengths that do not match", () => {
    refuse([0.6, 0.7, 0.8], /3 reference accuracies but 5 shifted/);
    assert.throws(
      () => effectiveRobustness(line, [0.6, 0.7], [0.5]),
      /2 reference accuracies but 1 shifted/,
    );
    assert.throws(
      () => fitAccuracyLine(reference, shifted, { models: ["a"] }),
      /5 accuracies but 1 model names/,
    );
  });

  it("a model twice", () =>
    refuse(reference, /names model "b" twice, in rows 1 and 3/, [
      "a",
      "b",
      "c",
      "b",
      "e",
    ]));

  it("exactly 0 or 1 in a baseline, where the scale is infinite", () =>
    refuse(
      [0.6, 0.7, 0.75, 0.8, 1],
      /row 4 is exactly 1, whose probit is infinite/,
    ));

  it("at prediction", () => {
    assert.throws(
      () => line.predict(75),
      /predict at in row 0 is 75: .*per cent/,
    );
    assert.throws(() => effectiveRobustness(line, 0.7, 62), /shifted accuracy/);
  });

  it("and a level in per cent, or an unknown scale", () => {
    assert.throws(
      () => line.predict(0.7, { level: 95 }),
      /level is 95, .*did you mean 0.95\?/,
    );
    assert.throws(
      () => fitAccuracyLine(reference, shifted, { scale: "linear" as "logit" }),
      /option scale is "linear"/,
    );
  });
});
