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
 * @throws RangeError when lengths differ, a score is not finite, or a domain has no example.
 * @example calibrateScale([-1, 2, 1, -2], [0, 1, 0, 1]) // 0.2166… − no sharper than its mistakes allow
 */
export function calibrateScale(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): number {
  const flags = shiftedFlags(scores, labels);
  const margins = Float64Array.from(flags, (isShifted, i) => {
    if (!Number.isFinite(scores[i]))
      throw new RangeError(`Score ${i} is ${scores[i]}, not a finite number.`);
    return isShifted ? scores[i] : -scores[i];
  });
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
