import { studentTQuantile } from "../numerics";
import type { Interval } from "./mean-interval";

/** A part of an estimate's variance, and the degrees of freedom it was estimated with. */
export interface VariancePart {
  variance: number;
  freedom: number;
}

/**
 * Student's t interval of an estimate whose variance is a sum of independent parts, with Welch and Satterthwaite's degrees of freedom.
 *
 * @param centre the estimate.
 * @param parts of its variance; where all are 0 the interval has no width.
 * @param level coverage in (0, 1).
 */
export function welchInterval(
  centre: number,
  parts: readonly VariancePart[],
  level: number,
): Interval & { standardError: number } {
  const total = parts.reduce((sum, { variance }) => sum + variance, 0);
  const spread = parts.reduce(
    (sum, { variance, freedom }) => sum + variance ** 2 / freedom,
    0,
  );
  const standardError = Math.sqrt(total);
  const half =
    total > 0
      ? studentTQuantile(0.5 + level / 2, total ** 2 / spread) * standardError
      : 0;
  return {
    mean: centre,
    lower: centre - half,
    upper: centre + half,
    standardError,
  };
}
