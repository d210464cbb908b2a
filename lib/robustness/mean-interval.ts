import { requireNumbers } from "../files/arguments";
import { optionChecker } from "../files";
import { level } from "../files/option-kinds";
import { mean, standardDeviation, studentTQuantile } from "../numerics";

/** An estimate with an interval around it. */
export interface Interval {
  mean: number;
  lower: number;
  upper: number;
}

const checkOptions = optionChecker<{ level?: number }>("meanInterval", {
  level,
});

/**
 * Mean of a sample with Student's t interval: `mean ± t · s / √n`, n − 1 degrees of freedom.
 *
 * @param values at least two finite numbers, one per model (or per seed).
 * @param options `level`: coverage in (0, 1). Default 0.95.
 * @throws RangeError when there are fewer than two values or one is not finite.
 * @example meanInterval([0.01, 0.02, 0.03]) // { mean: 0.02, lower: -0.0048…, upper: 0.0448… }
 */
export function meanInterval(
  values: ArrayLike<number>,
  options: { level?: number } = {},
): Interval {
  checkOptions(options);
  const { level = 0.95 } = options;
  requireNumbers("An interval for a mean: values", values);
  if (values.length < 2)
    throw new RangeError(
      `An interval for a mean needs at least 2 values, got ${values.length}.`,
    );
  const centre = mean(values);
  const half =
    (studentTQuantile(0.5 + level / 2, values.length - 1) *
      standardDeviation(values)) /
    Math.sqrt(values.length);
  return { mean: centre, lower: centre - half, upper: centre + half };
}
