import type { Interval } from "./mean-interval";

/**
 * A number as text for prose: `"0.45"`, or with its interval `"0.45 [−0.22, 0.68]"`; without a minus before what rounds to zero.
 *
 * @param digits after the decimal point. Default 2.
 */
export function asNumber(value: number | Interval, digits = 2): string {
  if (typeof value !== "number") {
    const { mean, lower, upper } = value;
    return `${asNumber(mean, digits)} [${asNumber(lower, digits)}, ${asNumber(upper, digits)}]`;
  }
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? (0).toFixed(digits) : text).replace("-", "−");
}
