import { optionChecker } from "../files";
import { whole } from "../files/option-kinds";
import { inverseLogit } from "../numerics";
import { proportionInterval } from "../robustness";
import { calibrateScale } from "./calibrate-scale";
import { shiftedFlags } from "./domain-scores";

/** Examples to which a classifier gives like probabilities. */
export interface ReliabilityBin {
  /** Mean probability of being shifted, as the calibrated classifier has it. */
  predicted: number;
  /** Share that is shifted, with its 95 % interval (Wilson). */
  observed: number;
  lower: number;
  upper: number;
  count: number;
}

const checkOptions = optionChecker<{ bins?: number }>("reliability", {
  bins: whole(1, 10_000),
});

/**
 * Reliability diagram of calibrated scores: in bins of equal width, how probable the classifier calls "shifted", and how often it is.
 * On the diagonal the probabilities, and so the density ratios, can be taken at their word. Empty bins are left out.
 *
 * @param scores cross-fitted, one per example.
 * @param isShifted 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @param options.bins default 10.
 * @throws RangeError as `calibrateScale`, or for a number of bins that is not whole and above 0.
 */
export function reliability(
  scores: ArrayLike<number>,
  isShifted: ArrayLike<number | boolean>,
  options: { bins?: number } = {},
): ReliabilityBin[] {
  checkOptions(options);
  const { bins = 10 } = options;
  const flags = shiftedFlags(scores, isShifted);
  const alpha = calibrateScale(scores, isShifted);
  const sums = Array.from({ length: bins }, () => ({
    probability: 0,
    shifted: 0,
    count: 0,
  }));
  flags.forEach((flag, i) => {
    const p = scores[i] === 0 ? 0.5 : inverseLogit(alpha * scores[i]);
    const bin = sums[Math.min(bins - 1, Math.floor(p * bins))];
    bin.probability += p;
    bin.shifted += Number(flag);
    bin.count += 1;
  });
  return sums
    .filter(({ count }) => count > 0)
    .map(({ probability, shifted, count }) => {
      const [lower, upper] = proportionInterval(shifted, count, {
        method: "wilson",
      });
      return {
        predicted: probability / count,
        observed: shifted / count,
        lower,
        upper,
        count,
      };
    });
}

/**
 * Mean distance of predicted and observed, weighted by the bins' counts (expected calibration error), in [0, 1].
 *
 * @param bins from {@link reliability}.
 */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { predicted, observed, count }) =>
      sum + (count / total) * Math.abs(predicted - observed),
    0,
  );
}
