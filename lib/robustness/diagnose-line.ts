import { optionChecker } from "../files";
import { list, share, significance, whole } from "../files/option-kinds";
import {
  leastSquares,
  leastSquaresLine,
  mean,
  studentTTwoSidedPValue,
} from "../numerics";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import { fitAccuracyLine, type AccuracyLine } from "./accuracy-line";
import { accuracyScale, scaleTransform, type AccuracyScale } from "./scale";

/** Options of {@link diagnoseLine}. */
export interface DiagnoseLineOptions {
  /** Scale of the line. Default `"probit"`. */
  scale?: AccuracyScale;
  /** Least R² of a line worth the name. Default 0.9. */
  leastRSquared?: number;
  /** Least number of models by which a line can be judged. Default 6. */
  leastModels?: number;
  /** Significance level of the tests for curvature and outliers. Default 0.01. */
  significance?: number;
  /** Curvature, or a single model, that moves predictions by less than this on average (fraction of accuracy) is let pass. Default 0.01. */
  toleratedBias?: number;
  /** Reference accuracies at which the line will be used; those outside the baseline's range are reported. */
  usedAt?: ArrayLike<number>;
}

const checkOptions = optionChecker<DiagnoseLineOptions>("diagnoseLine", {
  scale: accuracyScale,
  leastRSquared: share,
  leastModels: whole(1),
  significance,
  toleratedBias: share,
  usedAt: list,
});

/** What {@link diagnoseLine} finds. */
export interface LineDiagnosis {
  /** Whether effective robustness against this line means anything: true when there are no `reasons`. */
  isLine: boolean;
  /** Why the baseline is no line, each in a sentence. */
  reasons: string[];
  /** What a reader should know although the line stands. */
  warnings: string[];
  line: AccuracyLine;
  /** Quadratic term added to the line: its t statistic, p-value, and mean absolute change of prediction (fraction). */
  curvature: { t: number; pValue: number; meanBias: number };
  /** Leverage of each model (they sum to 2). */
  leverage: number[];
  /** Externally studentised residual of each model. */
  studentizedResiduals: number[];
  /** Cook's distance of each model. */
  cooksDistance: number[];
  /** Rows whose residual is too large to be chance (Bonferroni-corrected t-test). */
  outliers: number[];
  /** Range of the baseline's reference accuracies, fractions. */
  referenceRange: [number, number];
}

/**
 * Says whether a baseline is a line, and if not, why: R² too small, too few models, curvature (t-test on an added
 * quadratic term), or a single model that makes the line (Cook's distance above 1, and predictions that move without it). Outliers, high leverage and use
 * beyond the baseline's range of reference accuracies are reported as warnings.
 *
 * Diagnostics as in Belsley, Kuh and Welsch, *Regression Diagnostics* (1980), on the line's own scale.
 *
 * @param baseline models trained from scratch, at least three.
 * @throws RangeError on bad accuracies, as `fitAccuracyLine`.
 * @example
 * const { isLine, reasons } = diagnoseLine(scratch);
 * if (!isLine) console.log(reasons.join(" "));
 */
export function diagnoseLine(
  baseline: AccuracyPairs,
  options: DiagnoseLineOptions = {},
): LineDiagnosis {
  checkOptions(options);
  const {
    scale = "probit",
    leastRSquared = 0.9,
    leastModels = 6,
    significance = 0.01,
    toleratedBias = 0.01,
    usedAt = [],
  } = options;
  assertAccuracyPairs(baseline, "baseline");
  const { reference, shifted, models } = baseline;
  const line = fitAccuracyLine(reference, shifted, { scale, models });
  const { forward } = scaleTransform(scale);
  const x = Float64Array.from(reference, forward);
  const y = Float64Array.from(shifted, forward);
  const n = x.length;
  const name = (row: number) => models?.[row] ?? `row ${row}`;

  const { leverage, studentizedResiduals, cooksDistance } = influence(
    line,
    x,
    y,
  );
  const curvature = quadraticTerm(line, x, y);
  // Bonferroni: among n residuals, one this large by chance has probability `significance`.
  const outliers = rowsWhere(
    studentizedResiduals,
    (t) => studentTTwoSidedPValue(t, n - 3) * n < significance,
  );
  const decisive = rowsWhere(cooksDistance, (distance) => distance > 1);
  const decisiveBias = Math.max(
    0,
    ...decisive.map((row) => leaveOutBias(line, baseline, row)),
  );
  const remote = rowsWhere(leverage, (h) => h > Math.min(0.9, 6 / n));
  const [weakest, strongest] = line.referenceRange;
  const beyond = Array.from(usedAt).filter(
    (accuracy) => accuracy < weakest || accuracy > strongest,
  ).length;

  const { reasons, warnings } = judged({
    line,
    n,
    leastModels,
    leastRSquared,
    significance,
    toleratedBias,
    curvature,
    decisive: decisive.map(name),
    decisiveBias,
    outliers: outliers.map(name),
    remote: remote.map(name),
    beyond,
    used: usedAt.length,
  });

  return {
    isLine: reasons.length === 0,
    reasons,
    warnings,
    line,
    curvature,
    leverage,
    studentizedResiduals,
    cooksDistance,
    outliers,
    referenceRange: line.referenceRange,
  };
}

/** What was found, in sentences: why the baseline is no line, and what to know although it stands. */
function judged({
  line,
  n,
  leastModels,
  leastRSquared,
  significance,
  toleratedBias,
  curvature,
  decisive,
  decisiveBias,
  outliers,
  remote,
  beyond,
  used,
}: Required<Omit<DiagnoseLineOptions, "scale" | "usedAt">> & {
  line: AccuracyLine;
  n: number;
  curvature: LineDiagnosis["curvature"];
  /** Names of models. */
  decisive: string[];
  outliers: string[];
  remote: string[];
  decisiveBias: number;
  /** Of `used` reference accuracies, how many lie outside the baseline's range. */
  beyond: number;
  used: number;
}): Pick<LineDiagnosis, "reasons" | "warnings"> {
  const [weakest, strongest] = line.referenceRange;
  const reasons: string[] = [];
  const warnings: string[] = [];
  if (n < leastModels)
    reasons.push(
      `There are ${n} baseline models; at least ${leastModels} are needed to tell a line.`,
    );
  if (line.rSquared < leastRSquared)
    reasons.push(
      `R² is ${line.rSquared.toFixed(3)}, below ${leastRSquared}: reference accuracy says too little about shifted accuracy.`,
    );
  if (curvature.pValue < significance)
    (curvature.meanBias > toleratedBias ? reasons : warnings).push(
      `The points bend (quadratic term t = ${curvature.t.toFixed(1)}), which moves predictions by ` +
        `${(100 * curvature.meanBias).toFixed(2)} percentage points on average.`,
    );
  if (decisive.length > 0)
    (decisiveBias > toleratedBias ? reasons : warnings).push(
      `The line hinges on ${decisive.join(", ")} (Cook's distance above 1): leaving it out ` +
        `moves predictions by ${(100 * decisiveBias).toFixed(2)} percentage points on average.`,
    );
  if (outliers.length > 0)
    warnings.push(`Far off the line: ${outliers.join(", ")}.`);
  if (remote.length > 0)
    warnings.push(
      `High leverage, far from the other models: ${remote.join(", ")}.`,
    );
  if (beyond > 0)
    warnings.push(
      `${beyond} of ${used} models lie beyond the baseline's reference accuracies ` +
        `(${(100 * weakest).toFixed(1)} to ${(100 * strongest).toFixed(1)} %): there the line extrapolates.`,
    );

  return { reasons, warnings };
}

function rowsWhere(values: number[], test: (value: number) => boolean) {
  return values.flatMap((value, row) => (test(value) ? [row] : []));
}

function influence(line: AccuracyLine, x: Float64Array, y: Float64Array) {
  const n = x.length;
  const { meanX: centre, sxx } = leastSquaresLine(x, y);
  const squares = line.residualStandardError ** 2 * (n - 2);
  const leverage: number[] = [];
  const studentizedResiduals: number[] = [];
  const cooksDistance: number[] = [];
  for (let i = 0; i < n; i++) {
    const residual = y[i] - line.intercept - line.slope * x[i];
    const h = 1 / n + (x[i] - centre) ** 2 / sxx;
    const without = (squares - residual ** 2 / (1 - h)) / (n - 3);
    leverage.push(h);
    // An exact fit has residuals of rounding only, which no test should find large.
    studentizedResiduals.push(
      Math.abs(residual) < 1e-12 ? 0 : residual / Math.sqrt(without * (1 - h)),
    );
    cooksDistance.push(
      Math.abs(residual) < 1e-12
        ? 0
        : ((residual / line.residualStandardError) ** 2 * h) /
            (2 * (1 - h) ** 2),
    );
  }
  return { leverage, studentizedResiduals, cooksDistance };
}

/** Mean absolute change of the predictions (fraction of accuracy) at all models when the line is fitted without one. */
function leaveOutBias(
  line: AccuracyLine,
  { reference, shifted }: AccuracyPairs,
  row: number,
): number {
  if (reference.length < 4) return Infinity;
  const others = (values: ArrayLike<number>) =>
    Array.from(values).filter((_, each) => each !== row);
  const without = fitAccuracyLine(others(reference), others(shifted), {
    scale: line.scale,
  });
  return mean(
    Array.from(reference, (accuracy) =>
      Math.abs(without.predict(accuracy).mean - line.predict(accuracy).mean),
    ),
  );
}

/** Least squares of y on 1, x, x² (x centred): is the last coefficient more than noise, and does it matter? */
function quadraticTerm(line: AccuracyLine, x: Float64Array, y: Float64Array) {
  const n = x.length;
  const none = { t: 0, pValue: 1, meanBias: 0 };
  if (n < 4 || new Set(x).size < 3) return none;
  const centre = mean(x);
  const { coefficients, inverseGram, fitted, residual } = leastSquares(
    Array.from(x, (xi) => [1, xi - centre, (xi - centre) ** 2]),
    y,
  );
  const error = Math.sqrt((residual / (n - 3)) * inverseGram[2][2]);
  const { inverse: accuracy } = scaleTransform(line.scale);
  const meanBias = mean(
    fitted.map((fit, i) =>
      Math.abs(accuracy(fit) - accuracy(line.intercept + line.slope * x[i])),
    ),
  );
  if (meanBias < 1e-12) return none;
  const t = coefficients[2] / error;
  return { t, pValue: studentTTwoSidedPValue(t, n - 3), meanBias };
}
