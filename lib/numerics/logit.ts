import { requireNumber } from "../files/arguments";
/**
 * The logit, or log-odds: log(p / (1 − p)).
 *
 * @param p probability in [0, 1]; 0 gives −Infinity, 1 gives Infinity, anything outside [0, 1] gives NaN.
 * @example logit(0.9) // 2.1972245773362196
 */
export function logit(p: number): number {
  requireNumber("logit: p", p);
  return Math.log(p / (1 - p));
}

/**
 * The inverse logit, or logistic function: 1 / (1 + exp(−z)), without overflow.
 *
 * @param z any real number, ±Infinity included; NaN gives NaN.
 * @returns a probability in [0, 1].
 * @example inverseLogit(0) // 0.5
 */
export function inverseLogit(z: number): number {
  requireNumber("inverseLogit: z", z);
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const odds = Math.exp(z);
  return odds / (1 + odds);
}

/**
 * log(1 + exp(z)) without overflow or cancellation: the logistic loss of a margin −z.
 *
 * @param z any real number.
 */
export function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}
