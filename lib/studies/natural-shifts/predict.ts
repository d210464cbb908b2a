import { optionChecker } from "../../files";
import { oneOf } from "../../files/option-kinds";
import {
  leastSquaresLine,
  mean,
  probit,
  rankCorrelation,
  studentTQuantile,
} from "../../numerics";
import type { Interval } from "../../robustness";
import type { ShiftShare } from "./shares";

/** What robustness is predicted from: the share out of support, or the density ratio's divergence. */
export type Predictor = "share" | "divergence";

/** A shift's robustness as all others predict it. */
export interface LeftOutShift {
  shift: string;
  x: number;
  actual: number;
  /** 95 % prediction interval. */
  predicted: Interval;
  /** Whether the interval holds the actual value. */
  isInside: boolean;
}

/** How well robustness follows from one measurement over the laboratory's shifts. */
export interface ShiftPrediction {
  by: Predictor;
  shifts: number;
  /** Pearson's correlation with its 95 % interval (Fisher), and Spearman's. */
  correlation: Interval;
  rankCorrelation: number;
  /** Each shift predicted from all others. */
  leftOut: LeftOutShift[];
  /** Root mean square error of these predictions, and of predicting the mean of the others; fractions. */
  error: number;
  errorOfMean: number;
}

const checkOptions = optionChecker<{ by?: Predictor }>("leaveOneShiftOut", {
  by: oneOf("share", "divergence"),
});

/** Fewer shifts leave a line no freedom to speak of. */
const FEWEST = 5;

/**
 * Predicts the robustness of a shift from its measured share out of support, or from its divergence: least squares over the laboratory's shifts, each
 * counting once, with a prediction interval for one more shift.
 *
 * @param rows of `shiftShares`, at least five.
 * @param x share or divergence of the new shift, in [0, 1].
 * @returns fractions.
 * @throws RangeError for too few shifts, shifts that do not differ, or a value that is no number from 0 to 1.
 */
export function predictRobustness(
  rows: readonly ShiftShare[],
  x: number,
  options: { by?: Predictor } = {},
): Interval {
  checkOptions(options);
  const { by = "share" } = options;
  if (!(x >= 0 && x <= 1)) {
    throw new RangeError(
      `The ${by} of the shift is ${x}, expected a number from 0 to 1.`,
    );
  }
  requireRows(rows, by);
  const xs = rows.map((row) => valueOf(row, by));
  const ys = rows.map(({ robustness }) => robustness.mean);
  const line = leastSquaresLine(xs, ys);
  const n = rows.length;
  const centre = line.intercept + line.slope * x;
  const spread = Math.sqrt(
    (line.residual / (n - 2)) * (1 + 1 / n + (x - line.meanX) ** 2 / line.sxx),
  );
  const half = studentTQuantile(0.975, n - 2) * spread;
  return { mean: centre, lower: centre - half, upper: centre + half };
}

/**
 * How well one measurement predicts robustness: its correlation, and each shift predicted from all others.
 *
 * @throws RangeError as {@link predictRobustness}, with one shift left out.
 */
export function leaveOneShiftOut(
  rows: readonly ShiftShare[],
  options: { by?: Predictor } = {},
): ShiftPrediction {
  checkOptions(options);
  const { by = "share" } = options;
  requireRows(rows.slice(1), by);
  const xs = rows.map((row) => valueOf(row, by));
  const ys = rows.map(({ robustness }) => robustness.mean);
  const leftOut = rows.map((row, i): LeftOutShift => {
    const others = rows.filter((_, k) => k !== i);
    const predicted = predictRobustness(others, xs[i], { by });
    return {
      shift: row.shift,
      x: xs[i],
      actual: ys[i],
      predicted,
      isInside: predicted.lower <= ys[i] && ys[i] <= predicted.upper,
    };
  });
  const rootMeanSquare = (errors: number[]) =>
    Math.sqrt(mean(errors.map((error) => error ** 2)));
  const meanOfOthers = (i: number) => mean(ys.filter((_, k) => k !== i));
  return {
    by,
    shifts: rows.length,
    correlation: correlationInterval(xs, ys),
    rankCorrelation: rankCorrelation(xs, ys),
    leftOut,
    error: rootMeanSquare(leftOut.map((l) => l.actual - l.predicted.mean)),
    errorOfMean: rootMeanSquare(ys.map((y, i) => y - meanOfOthers(i))),
  };
}

const valueOf = ({ share, divergence }: ShiftShare, by: Predictor) =>
  by === "share" ? share.mean : Math.min(1, Math.max(0, divergence));

function requireRows(rows: readonly ShiftShare[], by: Predictor): void {
  if (rows.length < FEWEST) {
    throw new RangeError(
      `Robustness cannot be predicted from ${rows.length} shifts; it takes ${FEWEST}, better a dozen.`,
    );
  }
  if (new Set(rows.map((row) => valueOf(row, by))).size === 1) {
    throw new RangeError(
      `All shifts have the same ${by}, so that nothing can be predicted from it.`,
    );
  }
}

/** Pearson's correlation with the interval of Fisher's z. */
function correlationInterval(xs: number[], ys: number[]): Interval {
  const { slope, sxx, syy } = leastSquaresLine(xs, ys);
  const r = slope * Math.sqrt(sxx / syy);
  const half = probit(0.975) / Math.sqrt(xs.length - 3);
  return {
    mean: r,
    lower: Math.tanh(Math.atanh(r) - half),
    upper: Math.tanh(Math.atanh(r) + half),
  };
}
