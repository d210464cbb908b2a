import { Matrix, QrDecomposition, solve } from "ml-matrix";
import {
  combine,
  coordinatesIn,
  dot,
  norm,
  rowSpaceBasis,
  symmetricEigenvalues,
  type Rows,
  inverseLogit,
} from "../numerics";
import { flattenExamples, lossAndGradient } from "./logistic-loss";

/** Outcome of Newton's method within W_ref: the minimiser, or why there is none. */
type Search =
  | { kind: "minimizer"; weights: number[] }
  | { kind: "separable"; direction: number[] }
  | { kind: "unbounded" };

/**
 * The minimiser of the mean logistic loss within W_ref, the span of the examples: w*_ref of Theorem 4.1. It exists and
 * is unique when the data are not linearly separable (Appendix A). Newton's method with step halving, in coordinates of W_ref.
 *
 * @param X n rows of d numbers.
 * @param y n labels, −1 or 1.
 * @returns d numbers, in the row space of X.
 * @throws RangeError when the data are linearly separable (even with ties on the boundary): then there is no minimiser.
 * @example referenceMinimizer(X, y) // where gradient descent from 0 goes, to rounding
 */
export function referenceMinimizer(X: Rows, y: ArrayLike<number>): number[] {
  const found = search(X, y);
  if (found.kind === "minimizer") return found.weights;
  throw new RangeError(
    (found.kind === "separable"
      ? "The data are linearly separable"
      : "The data are linearly separable but for ties on the boundary") +
      ", so the logistic loss has no minimiser: it falls for ever as the weights grow. " +
      "Add examples of both labels that overlap, or see separatingDirection.",
  );
}

/**
 * A direction that classifies every example correctly, where there is one.
 *
 * @param X n rows of d numbers.
 * @param y n labels, −1 or 1.
 * @returns d numbers of length 1 with yᵢ xᵢ·w > 0 for all i; undefined when the data are not linearly separable.
 */
export function separatingDirection(
  X: Rows,
  y: ArrayLike<number>,
): number[] | undefined {
  const found = search(X, y);
  return found.kind === "separable" ? found.direction : undefined;
}

function search(X: Rows, y: ArrayLike<number>): Search {
  const basis = rowSpaceBasis(X);
  const zeros = combine([], [], X[0].length);
  if (basis.length === 0) return { kind: "minimizer", weights: zeros };
  // In coordinates in which the examples' second moments are the identity, so that no direction is small by scale alone.
  const n = X.length;
  const { orthogonalMatrix, upperTriangularMatrix } = new QrDecomposition(
    new Matrix(coordinatesIn(basis, X)),
  );
  const whitened = orthogonalMatrix.mul(Math.sqrt(n)).to2DArray();
  const back = (z: Float64Array) => {
    const scaled = Matrix.columnVector(Array.from(z)).mul(Math.sqrt(n));
    const inBasis = solve(upperTriangularMatrix, scaled).to1DArray();
    return combine(basis, inBasis, X[0].length);
  };

  const examples = flattenExamples(whitened, y);
  let at = new Float64Array(basis.length);
  const gradient = new Float64Array(basis.length);
  let loss = lossAndGradient(examples, at, gradient);
  for (let iteration = 0; iteration < 200; iteration++) {
    // A total below log 2 leaves no example with a margin ≤ 0, for each of those alone costs log 2.
    if (loss * n < Math.LN2) {
      const weights = back(at);
      const length = norm(weights);
      const direction = weights.map((value) => value / length);
      return { kind: "separable", direction };
    }
    const hessian = hessianAt(whitened, at);
    // At 0 the Hessian is a quarter of the identity. Along a direction in which the loss falls for ever it dies out.
    if (Math.min(...symmetricEigenvalues(hessian)) < 1e-9)
      return { kind: "unbounded" };
    const step = solve(
      new Matrix(hessian),
      Matrix.columnVector(Array.from(gradient)),
    ).to1DArray();
    const before = loss;
    const from = at;
    const descent = dot(step, gradient);
    let length = 1;
    do {
      at = from.map((value, k) => value - length * step[k]);
      loss = lossAndGradient(examples, at, gradient);
      length /= 2;
    } while (loss > before - 1e-4 * length * descent && length > 1e-10);
    if (norm(gradient) < 1e-15 || loss >= before) break; // at rounding
  }
  return { kind: "minimizer", weights: back(at) };
}

function hessianAt(coordinates: number[][], at: Float64Array): number[][] {
  const r = at.length;
  const hessian = Array.from({ length: r }, () => new Array<number>(r).fill(0));
  for (const x of coordinates) {
    const score = dot(x, at);
    const weight =
      (inverseLogit(score) * inverseLogit(-score)) / coordinates.length;
    for (let j = 0; j < r; j++)
      for (let k = 0; k < r; k++) hessian[j][k] += weight * x[j] * x[k];
  }
  return hessian;
}
