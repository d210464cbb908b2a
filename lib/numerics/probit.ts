import { requireNumber } from "../files/arguments";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import quantile from "@stdlib/stats-base-dists-normal-quantile";

const standardNormal = cdf.factory(0, 1);

/** Below this probability the library's quantile loses digits (relative error 4e-7 at 1e-12, none right at 1e-100). */
const TAIL = 1e-3;

/**
 * The probit: quantile function of the standard normal distribution.
 *
 * stdlib's rational approximation in the middle; in the tails Newton steps on the logarithm of the distribution function from
 * its asymptote, so that the relative error stays below 1e-12 down to p = 1e-300.
 *
 * @param p probability in [0, 1]; 0 gives −Infinity, 1 gives Infinity, anything outside [0, 1] gives NaN.
 * @example probit(0.975) // 1.959963984540054
 */
export function probit(p: number): number {
  requireNumber("probit: p", p);
  if (p > 0.5) return -probit(1 - p); // 1 − p is exact here
  return p > 0 && p < TAIL ? tailQuantile(p) : quantile(p, 0, 1);
}

/** Φ(z) ≈ φ(z) / |z| far out, solved for z; then Newton on log Φ(z) = log p, which is nearly a parabola there. */
function tailQuantile(p: number): number {
  const square = -2 * Math.log(p);
  let z = -Math.sqrt(square - Math.log(2 * Math.PI * square));
  for (let step = 0; step < 5; step++) {
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    const tail = standardNormal(z);
    z -= (Math.log(tail / p) * tail) / density;
  }
  return z;
}

/**
 * The inverse probit: distribution function of the standard normal, Φ(z).
 *
 * @param z any real number, ±Infinity included; NaN gives NaN.
 * @returns a probability in [0, 1].
 * @example inverseProbit(1.959963984540054) // 0.975
 */
export function inverseProbit(z: number): number {
  requireNumber("inverseProbit: z", z);
  return standardNormal(z);
}
