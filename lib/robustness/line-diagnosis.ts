import type { AccuracyLine } from "./accuracy-line";
import type { AccuracyScale } from "./scale";

/** Options of `diagnoseLine`. */
export interface DiagnoseLineOptions {
  /** Scale of the line. Default `"probit"`. */
  scale?: AccuracyScale;
  /** Least R² of a line worth the name. Default 0.9. */
  leastRSquared?: number;
  /** Significance level of the tests for curvature and outliers. Default 0.01. */
  significance?: number;
  /** Curvature, or a single model, that moves predictions by less than this on average (fraction of accuracy) is let pass. Default 0.01. */
  toleratedBias?: number;
  /** Reference accuracies at which the line will be used; those outside the baseline's range are reported. */
  usedAt?: ArrayLike<number>;
}

/** What `diagnoseLine` finds. */
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
