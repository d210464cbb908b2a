import { optionChecker } from "../files";
import { oneOf } from "../files/option-kinds";
import { calibrateScaleAndOffset, thresholdOf } from "./calibrate-offset";
import { calibrate } from "./calibrate-scale";
import { shiftedFlags } from "./domain-scores";
import { monotoneRatios } from "./monotone-ratios";

/**
 * How scores become probabilities: by one scalar, as in the paper; by a scalar and an offset; or by any function of the score that never falls
 * ({@link monotoneRatios}).
 */
export type Calibration = "scale" | "scale and offset" | "monotone";

/** All of {@link Calibration}, the paper's first. */
export const calibrations: readonly Calibration[] = [
  "scale",
  "scale and offset",
  "monotone",
];

const checkOptions = optionChecker<{ calibration?: Calibration }>(
  "densityRatios",
  { calibration: oneOf(...calibrations) },
);

/**
 * Density ratio p_shift / p_ref at each example, from the calibrated scores of a domain classifier
 * (Cohen-Wang et al., Section 5.2): `prob / (1 − prob) · n_ref / n_shift`, by default with `prob = 1 / (1 + exp(−α·score))`.
 *
 * @param scores one cross-fitted score per example, higher meaning "more likely shifted".
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @param options.calibration default "scale", the paper's.
 * @returns one ratio ≥ 0 per example; 0 and Infinity where the domains are perfectly separable (see `calibrateScale`).
 * @throws RangeError when lengths differ, a score is not finite, or a domain has no example.
 */
export function densityRatios(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
  options: { calibration?: Calibration } = {},
): number[] {
  checkOptions(options);
  const { calibration = "scale" } = options;
  if (calibration === "monotone") return monotoneRatios(scores, labels);
  const shifted = shiftedFlags(scores, labels).filter(Boolean).length;
  const prior = (scores.length - shifted) / shifted;
  if (calibration === "scale and offset") {
    const threshold = thresholdOf(scores, labels);
    if (threshold !== undefined)
      return Array.from(scores, (score) => (score >= threshold ? Infinity : 0));
    const { scale, offset } = calibrateScaleAndOffset(scores, labels);
    return Array.from(
      scores,
      (score) => Math.exp(scale * score + offset) * prior,
    );
  }
  const { alpha, unit } = calibrate(scores, labels);
  return Array.from(scores, (score) => {
    const value = score / unit;
    return value === 0 ? prior : Math.exp(alpha * value) * prior;
  });
}
