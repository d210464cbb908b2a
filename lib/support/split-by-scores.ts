import type { Calibration } from "./density-ratios";
import {
  estimateRatios,
  splitBySupport,
  type RatioEstimate,
  type SupportSplit,
} from "./support-split";

/** Scores turned into density ratios, and the shifted examples split by them. */
export interface ScoredSplit extends RatioEstimate {
  /** Ratio of each shifted example; `split` counts in these. */
  shiftedRatios: number[];
  split: SupportSplit;
}

/**
 * From cross-fitted scores to a split by support, in one step: `estimateRatios`, then `splitBySupport` of the shifted examples.
 *
 * @param scores one per example. @param isShifted 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @param options.epsilon in (0, 1). Default 0.1. @param options.calibration default "scale", the paper's.
 * @throws RangeError as `estimateRatios` and `splitBySupport`.
 */
export function splitByScores(
  scores: ArrayLike<number>,
  isShifted: ArrayLike<number | boolean>,
  options: { epsilon?: number; calibration?: Calibration } = {},
): ScoredSplit {
  const { epsilon, calibration } = options;
  const estimate = estimateRatios(scores, isShifted, {
    ...(calibration && { calibration }),
  });
  const shiftedRatios = estimate.ratios.filter(
    (_, i) => isShifted[i] === 1 || isShifted[i] === true,
  );
  const split = splitBySupport(shiftedRatios, {
    ...(epsilon !== undefined && { epsilon }),
  });
  return { ...estimate, shiftedRatios, split };
}
