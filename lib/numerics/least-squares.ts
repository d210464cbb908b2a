import { Matrix, solve } from "ml-matrix";
import { mean } from "./statistics";

/** A line through points, and the sums that its errors are made of. */
export interface LeastSquaresLine {
  slope: number;
  intercept: number;
  meanX: number;
  /** Sum of (x − mean of x)². */
  sxx: number;
  /** Sum of (y − mean of y)². */
  syy: number;
  /** Sum of (y − line)². */
  residual: number;
}

/**
 * Ordinary least squares of y on x.
 *
 * @param x one or more numbers; where all are equal, slope and intercept are not finite.
 * @param y as many.
 * @throws RangeError where there are none, or the lengths differ.
 */
export function leastSquaresLine(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): LeastSquaresLine {
  requirePairs(x.length, y.length);
  const meanX = mean(x);
  const meanY = mean(y);
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (let i = 0; i < x.length; i++) {
    sxx += (x[i] - meanX) ** 2;
    sxy += (x[i] - meanX) * (y[i] - meanY);
    syy += (y[i] - meanY) ** 2;
  }
  const slope = sxy / sxx;
  const intercept = meanY - slope * meanX;
  let residual = 0;
  for (let i = 0; i < x.length; i++)
    residual += (y[i] - intercept - slope * x[i]) ** 2;
  return { slope, intercept, meanX, sxx, syy, residual };
}

/**
 * Ordinary least squares of y on several columns, by the normal equations: for few columns of one size.
 *
 * @param design n rows, a number a column; a column of ones is the intercept.
 * @param y n numbers.
 * @returns the coefficients, (XᵀX)⁻¹, what is fitted in each row, and the sum of squared residuals.
 * @throws RangeError where the lengths differ; Error where the columns depend on each other.
 */
export function leastSquares(
  design: number[][],
  y: ArrayLike<number>,
): {
  coefficients: number[];
  inverseGram: number[][];
  fitted: number[];
  residual: number;
} {
  requirePairs(design.length, y.length);
  const X = new Matrix(design);
  const gram = X.transpose().mmul(X);
  const inverse = solve(gram, Matrix.eye(gram.rows));
  const response = Matrix.columnVector(Array.from(y));
  const coefficients = inverse.mmul(X.transpose()).mmul(response);
  const fitted = X.mmul(coefficients).to1DArray();
  return {
    coefficients: coefficients.to1DArray(),
    inverseGram: inverse.to2DArray(),
    fitted,
    residual: fitted.reduce((sum, fit, i) => sum + (y[i] - fit) ** 2, 0),
  };
}

function requirePairs(rows: number, values: number): void {
  if (rows === values) return;
  throw new RangeError(
    `Least squares needs a value y a row, got ${values} for ${rows} rows.`,
  );
}
