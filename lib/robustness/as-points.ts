import { asNumber } from "./as-number";
import type { Interval } from "./mean-interval";

/**
 * Robustness as text in percentage points, for prose: `"1.76"`, or with its interval `"0.45 [0.22, 0.68]"`.
 *
 * @param value a fraction, or a mean with its interval in fractions.
 * @param digits after the decimal point. Default 2.
 * @example asPoints({ mean: 0.0045, lower: -0.0022, upper: 0.0068 }) // "0.45 [−0.22, 0.68]"
 */
export function asPoints(value: number | Interval, digits = 2): string {
  if (typeof value === "number") return asNumber(100 * value, digits);
  const { mean, lower, upper } = value;
  return asNumber(
    { mean: 100 * mean, lower: 100 * lower, upper: 100 * upper },
    digits,
  );
}

/**
 * An accuracy as text in per cent, for prose: `"87.0 %"`, or with its interval `"87.0 [86.4, 87.6] %"`.
 *
 * @param value a fraction, or a mean with its interval in fractions.
 * @param digits after the decimal point. Default 1.
 */
export function asPercent(value: number | Interval, digits = 1): string {
  return `${asPoints(value, digits)} %`;
}
