import { requireList } from "../files/arguments";
import { optionChecker } from "../files";
import { level } from "../files/option-kinds";
import { meanInterval, type Interval } from "./mean-interval";
import {
  accuracyScale,
  onScale,
  scaleTransform,
  type AccuracyScale,
} from "./scale";

const checkOptions = optionChecker<{ scale?: AccuracyScale; level?: number }>(
  "accuracyInterval",
  { scale: accuracyScale, level },
);

/**
 * Mean accuracy over repetitions with Student's t interval, made on the scale on which accuracies fall on lines and carried back; so it never leaves
 * (0, 1), and is longer on the side of the middle.
 *
 * @param accuracies fractions strictly between 0 and 1, two or more, one a repetition.
 * @param options `scale`, default `"probit"`; `level`, coverage in (0, 1), default 0.95.
 * @returns fractions.
 * @throws RangeError for fewer than two accuracies, or one that is exactly 0 or 1.
 * @example accuracyInterval([0.9, 0.92, 0.95], { scale: "logit" }) // { mean: 0.926…, lower: 0.829…, upper: 0.969… }
 */
export function accuracyInterval(
  accuracies: ArrayLike<number>,
  options: { scale?: AccuracyScale; level?: number } = {},
): Interval {
  checkOptions(options);
  requireList("accuracyInterval", accuracies, "accuracies");
  const { scale = "probit", level = 0.95 } = options;
  const { inverse } = scaleTransform(scale);
  const values = onScale(accuracies, scale, "The accuracy");
  const { mean, lower, upper } = meanInterval(values, { level });
  return { mean: inverse(mean), lower: inverse(lower), upper: inverse(upper) };
}
