import type { ImagenetModel } from "../../data";
import {
  diagnoseLine,
  groupMatchedDifference,
  groupRobustness,
  verdictOf,
  type AccuracyScale,
  type GroupMatchedDifference,
  type GroupRobustness,
  type Interval,
  type LineDiagnosis,
  type Verdict,
  LEAST_R_SQUARED,
} from "../../robustness";
import {
  imagenetModels,
  imagenetShift,
  pairsUnder,
  type ImagenetShift,
} from "./imagenet-shifts";

/** How robust a group of published models is under a shift; robustness in fractions. */
export interface ImagenetRobustness {
  shift: ImagenetShift;
  scratch: readonly ImagenetModel[];
  models: readonly ImagenetModel[];
  /** Against the line of models from scratch, all of the group, whether that is a line or not. */
  byLine: GroupRobustness;
  /** Against models from scratch of like reference accuracy, those of the group within their range. */
  matched: GroupMatchedDifference;
  diagnosis: LineDiagnosis;
  /** The measure to go by: by the line where there is one, else matched. */
  robustness: Interval;
  verdict: Verdict;
}

export interface ImagenetRobustnessOptions {
  /** Models to measure, at least two. Default the paper's 55. */
  models?: readonly ImagenetModel[];
  /** The baseline. Default the 78 models from scratch. */
  scratch?: readonly ImagenetModel[];
  /** Scale of the line. Default `"probit"`. */
  scale?: AccuracyScale;
  /** Of the bootstrap for the matched difference. Default 1, and 1,000. */
  seed?: number;
  resamples?: number;
}

/**
 * How robust published models are under a shift of ImageNet: their mean effective robustness where models from scratch lie on a line
 * (`diagnoseLine`), else their mean difference from models from scratch of like reference accuracy.
 *
 * @param name of one of `imagenetShifts`.
 * @throws RangeError for an unknown name, fewer than two models, or models that all are beyond the baseline's range.
 * @example imagenetRobustness("ImageNet-V2").robustness // { mean: 0.0045, lower: 0.0022, upper: 0.0068 }
 */
export function imagenetRobustness(
  name: string,
  options: ImagenetRobustnessOptions = {},
): ImagenetRobustness {
  const all = imagenetModels();
  const { models = all.inPaper, scratch = all.scratch } = options;
  const { scale, seed = 1, resamples = 1000 } = options;
  const shift = imagenetShift(name);
  const baseline = pairsUnder(shift, scratch);
  const group = pairsUnder(shift, models);
  const usedAt = group.reference;
  const diagnosis = diagnoseLine(baseline, { usedAt, scale });
  const byLine = groupRobustness(baseline, group, { scale });
  const bootstrap = { scale, seed, resamples };
  const matched = groupMatchedDifference(baseline, group, bootstrap);
  const { mean, lower, upper } = diagnosis.isLine ? byLine : matched;
  const robustness = { mean, lower, upper };
  return {
    shift,
    scratch,
    models,
    byLine,
    matched,
    diagnosis,
    robustness,
    verdict: verdictOf(robustness),
  };
}

/** How a baseline fails to be a line, in a few words; empty where it is one. */
export function lineFault({ isLine, line, curvature }: LineDiagnosis): string {
  if (isLine) return "";
  if (line.rSquared < LEAST_R_SQUARED)
    return `R² ${line.rSquared.toFixed(3)}, below ${LEAST_R_SQUARED}`;
  return `it bends, by ${(100 * curvature.meanBias).toFixed(1)} points on average`;
}
