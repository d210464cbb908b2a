import { optionChecker } from "../files";
import { level, whole } from "../files/option-kinds";
import { extent, mean, standardDeviation, studentTQuantile } from "../numerics";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import type { Interval } from "./mean-interval";
import {
  accuracyScale,
  onScale,
  scaleTransform,
  type AccuracyScale,
} from "./scale";

/** Options of {@link matchedDifference}. */
export interface MatchedDifferenceOptions {
  /** Scale on which neighbours are averaged. Default `"probit"`. */
  scale?: AccuracyScale;
  /** Number of baseline models to compare with. Default the larger of 5 and √n, rounded up. */
  neighbours?: number;
  /** Coverage of the prediction interval, in (0, 1). Default 0.95. */
  level?: number;
}

const checkOptions = optionChecker<MatchedDifferenceOptions>(
  "matchedDifference",
  { scale: accuracyScale, neighbours: whole(2), level },
);

/** Difference of one model from baseline models of like reference accuracy. Fractions. */
export interface MatchedDifference extends Interval {
  /** Rows of the baseline models it was compared with, nearest first. */
  neighbours: number[];
  /** Largest distance in reference accuracy to one of them (fraction). */
  distance: number;
  /** True when the model's reference accuracy lies outside the baseline's range, so that nothing matches from one side. */
  extrapolates: boolean;
}

/**
 * What stands in for effective robustness where the baseline is no line: a model's shifted accuracy minus that of the
 * baseline models nearest to it in reference accuracy, with a prediction interval.
 *
 * On the scale T, the k nearest models' shifted accuracies have mean m and standard deviation s; a further model from
 * scratch would fall within `m ± t · s · √(1 + 1/k)` (Student's t, k − 1 degrees of freedom). Mean and ends are carried
 * back and subtracted from the model's shifted accuracy: an interval above 0 says that from-scratch models
 * of this reference accuracy are not this robust. No relation between the accuracies is assumed, only that it changes
 * little over the neighbours' range; `distance` tells that range.
 *
 * @param baseline models trained from scratch, at least three.
 * @param group models to compare, one or more.
 * @returns one difference per model of the group.
 * @throws RangeError on bad accuracies, or when fewer than 2 or more than n neighbours are asked for.
 */
export function matchedDifference(
  baseline: AccuracyPairs,
  group: AccuracyPairs,
  options: MatchedDifferenceOptions = {},
): MatchedDifference[] {
  checkOptions(options);
  assertAccuracyPairs(baseline, "baseline");
  assertAccuracyPairs(group, "group");
  const n = baseline.reference.length;
  if (n < 3)
    throw new RangeError(
      `A matched difference needs at least 3 baseline models, got ${n}.`,
    );
  const {
    scale = "probit",
    level = 0.95,
    neighbours: k = Math.min(n, Math.max(5, Math.ceil(Math.sqrt(n)))),
  } = options;
  if (k > n)
    throw new RangeError(
      `The number of neighbours must be whole and from 2 to the baseline's ${n} models, got ${k}.`,
    );
  const { inverse } = scaleTransform(scale);
  const y = onScale(
    baseline.shifted,
    scale,
    "The baseline's shifted accuracy",
    baseline.models,
  );
  const known = Array.from(baseline.reference);
  const [weakest, strongest] = extent(known);
  const spread =
    studentTQuantile(0.5 + level / 2, k - 1) * Math.sqrt(1 + 1 / k);

  return Array.from(group.reference, (reference, i) => {
    const away = (row: number) => Math.abs(known[row] - reference);
    const nearest = known
      .map((_, row) => row)
      .sort((a, b) => away(a) - away(b) || a - b)
      .slice(0, k);
    const values = nearest.map((row) => y[row]);
    const centre = mean(values);
    const half = spread * standardDeviation(values);
    return {
      mean: group.shifted[i] - inverse(centre),
      lower: group.shifted[i] - inverse(centre + half),
      upper: group.shifted[i] - inverse(centre - half),
      neighbours: nearest,
      distance: away(nearest[k - 1]),
      extrapolates: reference < weakest || reference > strongest,
    };
  });
}
