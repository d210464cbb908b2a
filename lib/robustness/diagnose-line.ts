import { optionChecker } from "../files";
import { LEAST_R_SQUARED } from "./least-r-squared";
import { list, share, significance } from "../files/option-kinds";
import { studentTTwoSidedPValue } from "../numerics";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import { fitAccuracyLine } from "./accuracy-line";
import { judged } from "./judge-line";
import type { DiagnoseLineOptions, LineDiagnosis } from "./line-diagnosis";
import { influence, largestBias, quadraticTerm } from "./line-influence";
import { accuracyScale, scaleTransform } from "./scale";

export type { DiagnoseLineOptions, LineDiagnosis };

const checkOptions = optionChecker<DiagnoseLineOptions>("diagnoseLine", {
  scale: accuracyScale,
  leastRSquared: share,
  significance,
  toleratedBias: share,
  usedAt: list,
});

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
    leastRSquared = LEAST_R_SQUARED,
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

  const found = influence(line, x, y);
  const { leverage, studentizedResiduals, cooksDistance } = found;
  const curvature = quadraticTerm(line, x, y);
  // Bonferroni: among n residuals, one this large by chance has probability `significance`.
  const outliers = rowsWhere(
    studentizedResiduals,
    (t) => studentTTwoSidedPValue(t, n - 3) * n < significance,
  );
  const decisive = rowsWhere(cooksDistance, (distance) => distance > 1);
  const remote = rowsWhere(leverage, (h) => h > Math.min(0.9, 6 / n));
  const [weakest, strongest] = line.referenceRange;
  const beyond = Array.from(usedAt).filter(
    (accuracy) => accuracy < weakest || accuracy > strongest,
  ).length;

  const { reasons, warnings } = judged({
    line,
    n,
    leastRSquared,
    significance,
    toleratedBias,
    curvature,
    decisive: decisive.map(name),
    decisiveBias: largestBias(line, baseline, decisive),
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
    ...found,
    outliers,
    referenceRange: line.referenceRange,
  };
}

function rowsWhere(values: number[], test: (value: number) => boolean) {
  return values.flatMap((value, row) => (test(value) ? [row] : []));
}
