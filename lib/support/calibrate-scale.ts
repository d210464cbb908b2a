import { inverseLogit } from "../numerics";
import { shiftedFlags } from "./domain-scores";

/**
 * Calibrates the scores of a domain classifier with one scalar: the α that minimises the mean logistic loss of α·score
 * (Cohen-Wang et al., Section 5.2; temperature scaling with α = 1/T).
 *
 * @param scores one log-odds-like score per example, higher meaning "more likely shifted".
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @returns α. Negative where the scores point the wrong way. Infinity where the sign of the score separates the domains
 *   without a mistake (−Infinity where it is always wrong): then the loss has no minimiser. 0 where all scores are 0.
 * @throws RangeError when lengths differ, a score is not finite, a domain has no example, or all scores are so small that α exceeds the largest number.
 * @example calibrateScale([-1, 2, 1, -2], [0, 1, 0, 1]) // 0.2166… − no sharper than its mistakes allow
 */
export function calibrateScale(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): number {
  const { alpha, unit } = calibrate(scores, labels);
  const scale = alpha / unit;
  if (Number.isFinite(alpha) && !Number.isFinite(scale)) {
    throw new RangeError(
      `All scores are below ${2 * unit} in size, too small for a finite scale. Multiply them by one number first, such as 1e100.`,
    );
  }
  return scale;
}

/**
 * As {@link calibrateScale}, of scores divided by `unit`, a power of two near the largest, so that scores of any size neither
 * overflow nor vanish: `alpha · (score / unit)` is the calibrated one.
 */
export function calibrate(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): { alpha: number; unit: number } {
  const flags = shiftedFlags(scores, labels);
  const stray = Array.from(scores).findIndex((each) => !Number.isFinite(each));
  if (stray >= 0) {
    throw new RangeError(
      `Score ${stray} is ${scores[stray]}, not a finite number.`,
    );
  }
  const largest = Array.from(scores).reduce(
    (most, score) => Math.max(most, Math.abs(score)),
    0,
  );
  const unit = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  const margins = Float64Array.from(
    flags,
    (isShifted, i) => (isShifted ? scores[i] : -scores[i]) / unit,
  );
  return { alpha: minimiser(margins), unit };
}

/** The α that minimises the mean logistic loss of margins, the largest about 1; infinite where there is no minimiser. */
function minimiser(margins: Float64Array): number {
  const right = margins.some((margin) => margin > 0);
  const wrong = margins.some((margin) => margin < 0);
  if (!right && !wrong) return 0;
  if (!wrong) return Infinity;
  if (!right) return -Infinity;

  // The loss is strictly convex: its slope rises through 0 once. Bracket the root, then Newton, halving when it leaves.
  const slopes = (alpha: number) => {
    let slope = 0;
    let curvature = 0;
    for (const margin of margins) {
      const mistake = inverseLogit(-alpha * margin);
      slope -= margin * mistake;
      curvature += margin * margin * mistake * (1 - mistake);
    }
    return { slope, curvature };
  };
  const scale = 1 / margins.reduce((most, m) => Math.max(most, Math.abs(m)), 0);
  let low = -scale;
  let high = scale;
  while (slopes(low).slope > 0) low *= 2;
  while (slopes(high).slope < 0) high *= 2;
  let alpha = (low + high) / 2;
  for (let iteration = 0; iteration < 200; iteration++) {
    const { slope, curvature } = slopes(alpha);
    if (slope > 0) high = alpha;
    else low = alpha;
    const newton = alpha - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const moved = Math.abs(next - alpha);
    alpha = next;
    if (moved <= 1e-15 * Math.abs(alpha)) break;
  }
  return alpha;
}
