import { dot, flatten, symmetricSquareRoot, type Rows } from "../numerics";
import { Matrix } from "ml-matrix";

/**
 * Squared 2-Wasserstein distance between two Gaussians, the Bures–Wasserstein distance
 * `‖mA − mB‖² + tr(A + B − 2·(A½ B A½)½)` (Givens and Shortt 1984).
 *
 * @param meanA d numbers.
 * @param covarianceA d rows of d numbers, symmetric positive semi-definite; it may be singular.
 * @param meanB d numbers.
 * @param covarianceB d rows of d numbers, likewise.
 * @returns the squared distance, ≥ 0.
 * @throws RangeError when shapes do not match or a covariance is not symmetric.
 * @example gaussianWasserstein2([0], [[1]], [3], [[4]]) // 9 + (2 − 1)² = 10
 */
export function gaussianWasserstein2(
  meanA: ArrayLike<number>,
  covarianceA: Rows,
  meanB: ArrayLike<number>,
  covarianceB: Rows,
): number {
  const d = meanA.length;
  if (meanB.length !== d)
    throw new RangeError(
      `The means have ${d} and ${meanB.length} dimensions; both need the same.`,
    );
  const A = covarianceMatrix(covarianceA, d, "A");
  const B = covarianceMatrix(covarianceB, d, "B");
  const difference = Array.from(meanA, (value, k) => value - meanB[k]);
  const root = new Matrix(symmetricSquareRoot(A.to2DArray()));
  const product = root.mmul(B).mmul(root);
  const symmetric = product.add(product.transpose()).mul(0.5);
  const cross = new Matrix(symmetricSquareRoot(symmetric.to2DArray()));
  return Math.max(
    0,
    dot(difference, difference) + A.trace() + B.trace() - 2 * cross.trace(),
  );
}

function covarianceMatrix(rows: Rows, d: number, name: string): Matrix {
  const flat = flatten(rows, `Covariance ${name}`);
  if (flat.rows !== d || flat.columns !== d)
    throw new RangeError(
      `Covariance ${name} is ${flat.rows} × ${flat.columns}, but the means have ${d} dimensions.`,
    );
  const matrix = Matrix.from1DArray(d, d, Array.from(flat.data));
  const scale = matrix.norm("frobenius");
  if (Matrix.sub(matrix, matrix.transpose()).norm("frobenius") > 1e-8 * scale)
    throw new RangeError(`Covariance ${name} is not symmetric.`);
  return matrix;
}
