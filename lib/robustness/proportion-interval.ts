import { optionChecker } from "../files";
import { level, oneOf } from "../files/option-kinds";
import { betaQuantile, probit } from "../numerics";

/** Options of {@link proportionInterval}. */
export interface ProportionIntervalOptions {
  /**
   * `"clopper-pearson"` (default): exact, never covers less than `level`.
   * `"wilson"`: narrower, covers `level` on average.
   */
  method?: "clopper-pearson" | "wilson";
  /** Coverage in (0, 1). Default 0.95. */
  level?: number;
}

const checkOptions = optionChecker<ProportionIntervalOptions>(
  "proportionInterval",
  { method: oneOf("clopper-pearson", "wilson"), level },
);

/**
 * Interval for an accuracy measured on n examples.
 * Clopper and Pearson (1934) by beta quantiles; Wilson (1927) without continuity correction.
 *
 * @param successes number of examples classified correctly, whole, in [0, n].
 * @param n number of examples, whole, at least 1.
 * @returns `[lower, upper]`, fractions.
 * @throws RangeError when a count is not whole or out of range, or the method is unknown.
 * @example proportionInterval(8745, 10000) // [0.8678…, 0.8809…]
 */
export function proportionInterval(
  successes: number,
  n: number,
  options: ProportionIntervalOptions = {},
): [number, number] {
  checkOptions(options);
  const { method = "clopper-pearson", level = 0.95 } = options;
  if (!(Number.isInteger(n) && n >= 1))
    throw new RangeError(
      `The number of examples must be a whole number of at least 1, got ${String(n)}.`,
    );
  if (!(Number.isInteger(successes) && successes >= 0 && successes <= n))
    throw new RangeError(
      `The number of correct examples must be a whole number from 0 to ${n}, got ${String(successes)}` +
        (typeof successes === "number" && successes > 0 && successes < 1
          ? "; give the count, not the accuracy."
          : "."),
    );
  const tail = (1 - level) / 2;
  if (method === "clopper-pearson")
    return [
      successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
      successes === n
        ? 1
        : betaQuantile(1 - tail, successes + 1, n - successes),
    ];
  const z2 = probit(1 - tail) ** 2;
  const accuracy = successes / n;
  const centre = (accuracy + z2 / (2 * n)) / (1 + z2 / n);
  const half =
    Math.sqrt((z2 / n) * (accuracy * (1 - accuracy) + z2 / (4 * n))) /
    (1 + z2 / n);
  return [
    successes === 0 ? 0 : centre - half,
    successes === n ? 1 : centre + half,
  ];
}
