import { requireNumber } from "../files/arguments";
import cdf from "@stdlib/stats-base-dists-t-cdf";
import quantile from "@stdlib/stats-base-dists-t-quantile";

/**
 * Quantile function of Student's t distribution.
 *
 * @param p probability in [0, 1]; 0 gives −Infinity, 1 gives Infinity, anything outside gives NaN.
 * @param degreesOfFreedom > 0, not necessarily whole; anything else gives NaN.
 * @example studentTQuantile(0.975, 10) // 2.2281388519649385
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  requireNumber("studentTQuantile: p", p);
  requireNumber("studentTQuantile: degrees of freedom", degreesOfFreedom);
  return quantile(p, degreesOfFreedom);
}

/**
 * Two-sided p-value of a t statistic: P(|T| ≥ |t|).
 *
 * @param t the statistic; NaN gives NaN.
 * @param degreesOfFreedom > 0, not necessarily whole.
 * @returns a probability in [0, 1].
 * @example studentTTwoSidedPValue(2.228, 10) // about 0.05
 */
export function studentTTwoSidedPValue(
  t: number,
  degreesOfFreedom: number,
): number {
  requireNumber("studentTTwoSidedPValue: t", t);
  requireNumber("studentTTwoSidedPValue: degrees of freedom", degreesOfFreedom);
  return 2 * cdf(-Math.abs(t), degreesOfFreedom);
}
