import {
  leastSquares,
  leastSquaresLine,
  mean,
  studentTTwoSidedPValue,
} from "../numerics";
import type { AccuracyPairs } from "./accuracies";
import { fitAccuracyLine, type AccuracyLine } from "./accuracy-line";
import { scaleTransform } from "./scale";

/** What each model does to a line: leverage, externally studentised residual, Cook's distance. */
export function influence(
  line: AccuracyLine,
  x: Float64Array,
  y: Float64Array,
) {
  const n = x.length;
  const { meanX: centre, sxx } = leastSquaresLine(x, y);
  const squares = line.residualStandardError ** 2 * (n - 2);
  const leverage: number[] = [];
  const studentizedResiduals: number[] = [];
  const cooksDistance: number[] = [];
  for (let i = 0; i < n; i++) {
    const residual = y[i] - line.intercept - line.slope * x[i];
    const h = 1 / n + (x[i] - centre) ** 2 / sxx;
    const without = (squares - residual ** 2 / (1 - h)) / (n - 3);
    leverage.push(h);
    // An exact fit has residuals of rounding only, which no test should find large.
    studentizedResiduals.push(
      Math.abs(residual) < 1e-12 ? 0 : residual / Math.sqrt(without * (1 - h)),
    );
    cooksDistance.push(
      Math.abs(residual) < 1e-12
        ? 0
        : ((residual / line.residualStandardError) ** 2 * h) /
            (2 * (1 - h) ** 2),
    );
  }
  return { leverage, studentizedResiduals, cooksDistance };
}

/** The largest change that leaving out one of some models makes, a fraction of accuracy; 0 without models. */
export const largestBias = (
  line: AccuracyLine,
  baseline: AccuracyPairs,
  rows: readonly number[],
): number =>
  Math.max(0, ...rows.map((row) => leaveOutBias(line, baseline, row)));

/** Mean absolute change of the predictions (fraction of accuracy) at all models when the line is fitted without one. */
function leaveOutBias(
  line: AccuracyLine,
  { reference, shifted }: AccuracyPairs,
  row: number,
): number {
  if (reference.length < 4) return Infinity;
  const others = (values: ArrayLike<number>) =>
    Array.from(values).filter((_, each) => each !== row);
  const without = fitAccuracyLine(others(reference), others(shifted), {
    scale: line.scale,
  });
  return mean(
    Array.from(reference, (accuracy) =>
      Math.abs(without.predict(accuracy).mean - line.predict(accuracy).mean),
    ),
  );
}

/** Least squares of y on 1, x, x² (x centred): is the last coefficient more than noise, and does it matter? */
export function quadraticTerm(
  line: AccuracyLine,
  x: Float64Array,
  y: Float64Array,
) {
  const n = x.length;
  const none = { t: 0, pValue: 1, meanBias: 0 };
  if (n < 4 || new Set(x).size < 3) return none;
  const centre = mean(x);
  const { coefficients, inverseGram, fitted, residual } = leastSquares(
    Array.from(x, (xi) => [1, xi - centre, (xi - centre) ** 2]),
    y,
  );
  const error = Math.sqrt((residual / (n - 3)) * inverseGram[2][2]);
  const { inverse: accuracy } = scaleTransform(line.scale);
  const meanBias = mean(
    fitted.map((fit, i) =>
      Math.abs(accuracy(fit) - accuracy(line.intercept + line.slope * x[i])),
    ),
  );
  if (meanBias < 1e-12) return none;
  const t = coefficients[2] / error;
  return { t, pValue: studentTTwoSidedPValue(t, n - 3), meanBias };
}
