import { requireFields } from "../files/arguments";
import { optionChecker } from "../files";
import { level, list, oneOf } from "../files/option-kinds";
import {
  extent,
  leastSquaresLine,
  studentTQuantile,
  type LeastSquaresLine,
} from "../numerics";
import { assertAccuracyPairs, assertFractions } from "./accuracies";
import {
  accuracyScale,
  onScale,
  scaleTransform,
  type AccuracyScale,
} from "./scale";

/**
 * A shifted accuracy that the line expects at a reference accuracy, with an interval. All three are fractions in [0, 1].
 */
export interface Prediction {
  mean: number;
  lower: number;
  upper: number;
}

/** What {@link AccuracyLine.predict} should put an interval around. */
export interface PredictOptions {
  /** Coverage of the interval, in (0, 1). Default 0.95. */
  level?: number;
  /**
   * `"mean"` (default): the confidence band of the line itself.
   * `"prediction"`: the wider band in which one further model is expected.
   */
  band?: "mean" | "prediction";
}

/**
 * Accuracy on the line: `T(shifted) = slope · T(reference) + intercept`, with T the probit or the logit.
 * Made by {@link fitAccuracyLine}.
 */
export interface AccuracyLine {
  /** The scale T on which the line was fitted. */
  scale: AccuracyScale;
  slope: number;
  intercept: number;
  /** Coefficient of determination on the scale T; 0 where the shifted accuracies are all equal. */
  rSquared: number;
  slopeStandardError: number;
  interceptStandardError: number;
  /** Covariance of the estimated slope and intercept. */
  covariance: number;
  /** Number of models the line was fitted on. */
  count: number;
  /** Residual standard error on the scale T, with n − 2 degrees of freedom. */
  residualStandardError: number;
  /** Smallest and largest reference accuracy (fractions) the line was fitted on; beyond them it extrapolates. */
  referenceRange: [number, number];
  /**
   * Expected shifted accuracy at a reference accuracy (both fractions). The interval is made on the scale T with
   * Student's t, n − 2 degrees of freedom, and carried back.
   *
   * @throws RangeError for an accuracy that is no fraction or exactly 0 or 1, or an option out of range.
   */
  predict(reference: number, options?: PredictOptions): Prediction;
  predict(reference: ArrayLike<number>, options?: PredictOptions): Prediction[];
}

/** Options of {@link fitAccuracyLine}. */
export interface FitAccuracyLineOptions {
  /** Default `"probit"`, as in Cohen-Wang et al.; Andreassen et al. use `"logit"`. */
  scale?: AccuracyScale;
  /** Names of the models, so that errors can name them. */
  models?: ArrayLike<string>;
}

const checkFitOptions = optionChecker<FitAccuracyLineOptions>(
  "fitAccuracyLine",
  { scale: accuracyScale, models: list },
);
const checkPredictOptions = optionChecker<PredictOptions>("predict", {
  level,
  band: oneOf("mean", "prediction"),
});

/** Fewest models through which a line leaves a residual to judge it by. */
const LEAST_MODELS = 3;

/**
 * Fits the baseline of effective robustness: ordinary least squares of shifted on reference accuracy, both on the
 * probit or logit scale (Taori et al. 2020; Cohen-Wang et al., Section 2). Give it models trained from scratch only.
 *
 * @param reference accuracies on the reference distribution, fractions strictly between 0 and 1.
 * @param shifted accuracies of the same models on the shifted distribution, likewise.
 * @throws RangeError when accuracies are no fractions, or exactly 0 or 1; when lengths differ; when there are fewer than
 *   three models or a model twice; when all reference accuracies are equal.
 * @example
 * const line = fitAccuracyLine([0.6, 0.7, 0.8], [0.48, 0.57, 0.69]);
 * line.predict(0.75); // { mean: 0.628…, lower: …, upper: … }
 */
export function fitAccuracyLine(
  reference: ArrayLike<number>,
  shifted: ArrayLike<number>,
  options: FitAccuracyLineOptions = {},
): AccuracyLine {
  checkFitOptions(options);
  const { scale = "probit", models } = options;
  assertAccuracyPairs({ reference, shifted, models }, "baseline");
  const count = reference.length;
  if (count < LEAST_MODELS)
    throw new RangeError(
      `An accuracy line needs at least ${LEAST_MODELS} baseline models, got ${count}.`,
    );
  const x = onScale(
    reference,
    scale,
    "The baseline's reference accuracy",
    models,
  );
  const y = onScale(shifted, scale, "The baseline's shifted accuracy", models);

  const fit = leastSquaresLine(x, y);
  const { slope, intercept, meanX, sxx, syy, residual } = fit;
  if (!(sxx > count * (Number.EPSILON * Math.abs(meanX)) ** 2))
    throw new RangeError(
      `All ${count} baseline models have the same reference accuracy (${reference[0]}); a line needs models of different accuracy.`,
    );
  const residualVariance = residual / (count - 2);
  const slopeVariance = residualVariance / sxx;

  return {
    scale,
    slope,
    intercept,
    rSquared: syy > 0 ? 1 - residual / syy : 0,
    slopeStandardError: Math.sqrt(slopeVariance),
    interceptStandardError: Math.sqrt(
      residualVariance / count + slopeVariance * meanX ** 2,
    ),
    covariance: -slopeVariance * meanX,
    count,
    residualStandardError: Math.sqrt(residualVariance),
    referenceRange: extent(reference),
    predict: predictor(fit, count, scale),
  };
}

/** Predictions of a line that was fitted through `count` points on a scale. */
function predictor(
  { slope, intercept, meanX, sxx, residual }: LeastSquaresLine,
  count: number,
  scale: AccuracyScale,
): AccuracyLine["predict"] {
  const { inverse } = scaleTransform(scale);
  const residualVariance = residual / (count - 2);
  const predictOne = (z: number, options: PredictOptions): Prediction => {
    const { level = 0.95, band = "mean" } = options;
    const expected = intercept + slope * z;
    const relativeVariance =
      (band === "prediction" ? 1 : 0) + 1 / count + (z - meanX) ** 2 / sxx;
    const half =
      studentTQuantile(0.5 + level / 2, count - 2) *
      Math.sqrt(residualVariance * relativeVariance);
    return {
      mean: inverse(expected),
      lower: inverse(expected - half),
      upper: inverse(expected + half),
    };
  };

  function predict(at: number, options?: PredictOptions): Prediction;
  function predict(
    at: ArrayLike<number>,
    options?: PredictOptions,
  ): Prediction[];
  function predict(
    at: number | ArrayLike<number>,
    options: PredictOptions = {},
  ): Prediction | Prediction[] {
    checkPredictOptions(options);
    const all = typeof at === "number" ? [at] : Array.from(at);
    const what = "The reference accuracy to predict at";
    assertFractions(all, what);
    const predictions = Array.from(onScale(all, scale, what), (z) =>
      predictOne(z, options),
    );
    return typeof at === "number" ? predictions[0] : predictions;
  }

  return predict;
}

/**
 * Whether the line was fitted on no model as weak, or as strong, as this reference accuracy.
 *
 * @param line from {@link fitAccuracyLine}.
 * @param reference reference accuracy, a fraction; or several.
 * @returns true where the line's prediction is an extrapolation; one answer per accuracy.
 * @throws RangeError for what is no accuracy.
 */
export function extrapolates(line: AccuracyLine, reference: number): boolean;
export function extrapolates(
  line: AccuracyLine,
  reference: ArrayLike<number>,
): boolean[];
export function extrapolates(
  line: AccuracyLine,
  reference: number | ArrayLike<number>,
): boolean | boolean[] {
  requireFields("extrapolates: the line", line, "referenceRange");
  const [weakest, strongest] = line.referenceRange;
  assertFractions(
    typeof reference === "number" ? [reference] : reference,
    "extrapolates: the reference accuracy",
  );
  const outside = (value: number) => value < weakest || value > strongest;
  return typeof reference === "number"
    ? outside(reference)
    : Array.from(reference, outside);
}
