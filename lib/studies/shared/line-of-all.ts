import {
  fitAccuracyLine,
  LEAST_R_SQUARED,
  type AccuracyLine,
  type AccuracyPairs,
  type AccuracyScale,
} from "../../robustness";

/**
 * The line through networks of all repetitions together, for figures; undefined where they lie on none: each repetition may have a line of its own, and
 * all together none.
 *
 * @param scale of the line. Default `"probit"`.
 */
export function lineOfAll(
  { models, reference, shifted }: AccuracyPairs,
  scale: AccuracyScale = "probit",
): AccuracyLine | undefined {
  const line = fitAccuracyLine(reference, shifted, {
    scale,
    ...(models && { models }),
  });
  return line.rSquared >= LEAST_R_SQUARED ? line : undefined;
}
