import { optionChecker } from "../files";
import { level, whole } from "../files/option-kinds";
import { dot, extent, mean, studentTQuantile } from "../numerics";
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
  /** Scale on which the neighbours' line is fitted. Default `"probit"`. */
  scale?: AccuracyScale;
  /** Number of baseline models to compare with. Default the larger of 5 and √n, rounded up. */
  neighbours?: number;
  /** Coverage of the prediction interval, in (0, 1). Default 0.95. */
  level?: number;
}

const checkOptions = optionChecker<MatchedDifferenceOptions>(
  "matchedDifference",
  { scale: accuracyScale, neighbours: whole(3), level },
);

/** Difference of one model from baseline models of like reference accuracy. Fractions. */
export interface MatchedDifference extends Interval {
  /** Rows of the baseline models it was compared with, nearest first. */
  neighbours: number[];
  /** What each of them counts in the expected shifted accuracy, on the scale; they sum to 1. */
  weights: number[];
  /** Largest distance in reference accuracy to one of them (fraction). */
  distance: number;
  /** True when the model's reference accuracy lies outside the baseline's range, so that nothing matches from one side. */
  extrapolates: boolean;
}

/**
 * What stands in for effective robustness where the baseline is no line: a model's shifted accuracy minus that of the
 * baseline models nearest to it in reference accuracy, with a prediction interval.
 *
 * On the scale T, a line of least squares through the k nearest models says what one from scratch of the model's reference accuracy would have; a plain mean
 * of theirs would not, as where models are few the nearest may be less accurate by many points, all of them at the end of the range. With the line's weights w
 * and the residuals' standard deviation s (k − 2 degrees of freedom) a further model from scratch would fall within `± t · s · √(1 + Σw²)` (Student's t). Mean
 * and ends are carried back and subtracted from the model's shifted accuracy: an interval above 0 says that from-scratch models of this reference accuracy
 * are not this robust. No relation between the accuracies is assumed, only that it is about straight over the neighbours' range; `distance` tells that
 * range. A model beyond the baseline's range is compared with what is expected at the range's end, so that nothing is extrapolated. (Local linear regression:
 * W. S. Cleveland, JASA 74, 1979.)
 *
 * @param baseline models trained from scratch, at least three.
 * @param group models to compare, one or more.
 * @returns one difference per model of the group.
 * @throws RangeError on bad accuracies, exact 0 and 1 of the baseline among them, or when fewer than 3 or more than n neighbours are asked for.
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
      `The number of neighbours must be whole and from 3 to the baseline's ${n} models, got ${k}.`,
    );
  const { forward, inverse } = scaleTransform(scale);
  const placed = (what: "reference" | "shifted") =>
    onScale(
      baseline[what],
      scale,
      `The baseline's ${what} accuracy`,
      baseline.models,
    );
  const [x, y] = [placed("reference"), placed("shifted")];
  const known = Array.from(baseline.reference);
  const [weakest, strongest] = extent(known);

  return Array.from(group.reference, (reference, i) => {
    const away = (row: number) => Math.abs(known[row] - reference);
    const nearest = known
      .map((_, row) => row)
      .sort((a, b) => away(a) - away(b) || a - b)
      .slice(0, k);
    const at = Math.min(strongest, Math.max(weakest, reference));
    const local = localLine(
      nearest.map((row) => x[row]),
      nearest.map((row) => y[row]),
      forward(at),
    );
    const half = studentTQuantile(0.5 + level / 2, local.freedom) * local.error;
    const gain = (expected: number) => group.shifted[i] - inverse(expected);
    return {
      mean: gain(local.expected),
      lower: gain(local.expected + half),
      upper: gain(local.expected - half),
      neighbours: nearest,
      weights: local.weights,
      distance: away(nearest[k - 1]),
      extrapolates: reference < weakest || reference > strongest,
    };
  });
}

/** Least squares through a few points, at one place: what is expected there, and the standard error of one point more. */
function localLine(xs: readonly number[], ys: readonly number[], at: number) {
  const centre = mean(xs);
  const sxx = xs.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  // Points at one place have no slope.
  const isSloped = xs.some((x) => x !== xs[0]);
  const freedom = xs.length - (isSloped ? 2 : 1);
  const weightsAt = (place: number) =>
    xs.map(
      (x) =>
        1 / xs.length +
        (isSloped ? ((place - centre) * (x - centre)) / sxx : 0),
    );
  const valueAt = (place: number) => dot(weightsAt(place), ys);
  const residual = ys.reduce((sum, y, i) => sum + (y - valueAt(xs[i])) ** 2, 0);
  const weights = weightsAt(at);
  const error = Math.sqrt((residual / freedom) * (1 + dot(weights, weights)));
  return { expected: dot(weights, ys), error, freedom, weights };
}
