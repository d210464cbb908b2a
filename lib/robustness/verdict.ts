import { requireFields, requireNumber } from "../files/arguments";
import { optionChecker } from "../files";
import { finite } from "../files/option-kinds";
import type { Interval } from "./mean-interval";

/** What an interval says of an effect; see {@link verdictOf}. */
export type Verdict = "about zero" | "above zero" | "below zero" | "undecided";

/** What counts as no effect where nothing else is asked for: two percentage points either way. */
export const DEFAULT_MARGIN = 0.02;

const checkOptions = optionChecker<{ margin?: number }>("verdictOf", {
  margin: finite({ above: 0 }),
});

/**
 * The verdict on an effect by its interval, as a test of equivalence: "about zero" where the whole interval lies within ±`margin`; else
 * "above zero" or "below zero" where it leaves out zero; else "undecided". A wide interval that holds zero is no evidence of no effect.
 *
 * @param interval in fractions, such as a 95 % interval of effective robustness; infinite bounds say that nothing is known on that side.
 * @param options.margin in fractions, > 0. Default 0.02.
 * @throws RangeError for a margin that is not above 0, or an interval whose bounds are not in order or no numbers.
 * @example verdictOf({ lower: -0.012, upper: 0.015 }) // "about zero"
 */
export function verdictOf(
  interval: Pick<Interval, "lower" | "upper">,
  options: { margin?: number } = {},
): Verdict {
  checkOptions(options);
  requireFields("verdictOf: the interval", interval, "lower", "upper");
  const { lower, upper } = interval;
  requireNumber("verdictOf: lower", lower);
  requireNumber("verdictOf: upper", upper);
  const { margin = DEFAULT_MARGIN } = options;
  if (!(lower <= upper)) {
    throw new RangeError(
      `A verdict needs an interval, but this one goes from ${lower} to ${upper}.`,
    );
  }
  if (-margin <= lower && upper <= margin) return "about zero";
  if (lower > 0) return "above zero";
  return upper < 0 ? "below zero" : "undecided";
}
