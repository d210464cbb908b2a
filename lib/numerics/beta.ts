import { requireNumber } from "../files/arguments";
import quantile from "@stdlib/stats-base-dists-beta-quantile";

/**
 * Quantile function of the beta distribution.
 *
 * @param p probability in [0, 1]; anything outside gives NaN.
 * @param alpha first shape, > 0.
 * @param beta second shape, > 0.
 * @returns a number in [0, 1].
 */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  requireNumber("betaQuantile: p", p);
  requireNumber("betaQuantile: alpha", alpha);
  requireNumber("betaQuantile: beta", beta);
  return quantile(p, alpha, beta);
}
