import { calibrate } from "./calibrate-scale";
import { shiftedFlags } from "./domain-scores";

/**
 * Density ratio p_shift / p_ref at each example, from the calibrated scores of a domain classifier
 * (Cohen-Wang et al., Section 5.2): `prob / (1 − prob) · n_ref / n_shift` with `prob = 1 / (1 + exp(−α·score))`.
 *
 * @param scores one cross-fitted score per example, higher meaning "more likely shifted".
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @returns one ratio ≥ 0 per example; 0 and Infinity where the domains are perfectly separable (see `calibrateScale`).
 * @throws RangeError when lengths differ, a score is not finite, or a domain has no example.
 */
export function densityRatios(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): number[] {
  const { alpha, unit } = calibrate(scores, labels);
  const shifted = shiftedFlags(scores, labels).filter(Boolean).length;
  const prior = (scores.length - shifted) / shifted;
  return Array.from(scores, (score) => {
    const value = score / unit;
    return value === 0 ? prior : Math.exp(alpha * value) * prior;
  });
}
