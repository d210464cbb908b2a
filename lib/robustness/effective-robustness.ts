import { written } from "../files/written";
import { requireFields, requireList } from "../files/arguments";
import { assertFractions } from "./accuracies";
import type { AccuracyLine, PredictOptions } from "./accuracy-line";
import type { Interval } from "./mean-interval";

/**
 * Effective robustness: shifted accuracy minus what the line expects at the model's reference accuracy
 * (Taori et al. 2020; Cohen-Wang et al., Section 2).
 *
 * @param line fitted on models trained from scratch.
 * @param reference the model's accuracy on the reference distribution, a fraction; or one per model.
 * @param shifted its accuracy on the shifted distribution, likewise.
 * @returns fractions (multiply by 100 for percentage points), one per model.
 * @throws RangeError when an accuracy is no fraction or the lengths differ.
 * @example effectiveRobustness(line, 0.8, 0.71) // 0.018…
 */
export function effectiveRobustness(
  line: AccuracyLine,
  reference: number,
  shifted: number,
): number;
export function effectiveRobustness(
  line: AccuracyLine,
  reference: ArrayLike<number>,
  shifted: ArrayLike<number>,
): number[];
export function effectiveRobustness(
  line: AccuracyLine,
  reference: number | ArrayLike<number>,
  shifted: number | ArrayLike<number>,
): number | number[] {
  requireFields("effectiveRobustness: the line", line, "predict");
  if (typeof reference === "number" && typeof shifted === "number")
    return effectiveRobustness(line, [reference], [shifted])[0];
  if (typeof reference === "number" || typeof shifted === "number")
    throw new RangeError(
      `effectiveRobustness needs two accuracies or two lists of them, got ${written(reference)} and ${written(shifted)}.`,
    );
  requireList("effectiveRobustness: reference", reference, "accuracies");
  requireList("effectiveRobustness: shifted", shifted, "accuracies");
  if (reference.length !== shifted.length)
    throw new RangeError(
      `There are ${reference.length} reference accuracies but ${shifted.length} shifted ones; each model needs one of both.`,
    );
  assertFractions(shifted, "The shifted accuracy");
  return line.predict(reference).map(({ mean }, i) => shifted[i] - mean);
}

/**
 * Effective robustness of one model with an interval that carries the baseline's uncertainty.
 *
 * @param line fitted on models trained from scratch.
 * @param reference the model's reference accuracy, a fraction.
 * @param shifted the model's shifted accuracy, a fraction.
 * @param options `band: "prediction"` (default here) asks how far the model lies beyond a further from-scratch model:
 *   an interval above 0 says that such a model would not be this robust. `"mean"` carries the line's uncertainty alone.
 * @returns fractions.
 */
export function modelRobustness(
  line: AccuracyLine,
  reference: number,
  shifted: number,
  options: PredictOptions = {},
): Interval {
  requireFields("modelRobustness: the line", line, "predict");
  assertFractions([reference], "The reference accuracy");
  assertFractions([shifted], "The shifted accuracy");
  const expected = line.predict(reference, { band: "prediction", ...options });
  return {
    mean: shifted - expected.mean,
    lower: shifted - expected.upper,
    upper: shifted - expected.lower,
  };
}
