/** The scale on which accuracies fall on a line: the inverse normal distribution function, or the log-odds. */
export type AccuracyScale = "probit" | "logit";

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
 * Made by `fitAccuracyLine`.
 */
export interface AccuracyLine {
  /** The scale T on which the line was fitted. */
  scale: AccuracyScale;
  slope: number;
  intercept: number;
  /** Coefficient of determination on the scale T. */
  rSquared: number;
  slopeStandardError: number;
  interceptStandardError: number;
  /** Number of models the line was fitted on. */
  count: number;
  /** Residual standard error on the scale T, with n − 2 degrees of freedom. */
  residualStandardError: number;
  /** Smallest and largest reference accuracy (fractions) the line was fitted on; beyond them it extrapolates. */
  referenceRange: [number, number];
  /** Expected shifted accuracy at a reference accuracy (both fractions in (0, 1)). */
  predict(reference: number, options?: PredictOptions): Prediction;
  predict(reference: ArrayLike<number>, options?: PredictOptions): Prediction[];
}
