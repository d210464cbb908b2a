import { representable, requireList, requireNumbers } from "../files/arguments";
import {
  dot,
  flatten,
  symmetricEigenvalues,
  symmetricSquareRoot,
  type Rows,
} from "../numerics";
import { Matrix, SingularValueDecomposition } from "ml-matrix";

/** A Gaussian by its mean and any factor F of its covariance FᵀF: a root of d rows, or a centred sample of fewer. */
export interface Gaussian {
  /** d numbers. */
  mean: Float64Array;
  /** k rows of d numbers. */
  factor: Matrix;
}

/** An eigenvalue counts as negative below this share of the largest: rounding makes smaller ones. */
const NEGATIVE = 1e-8;

/**
 * Squared 2-Wasserstein distance between two Gaussians, the Bures–Wasserstein distance
 * `‖mA − mB‖² + tr(A + B − 2·(A½ B A½)½)` (Givens and Shortt 1984).
 *
 * @param meanA d finite numbers.
 * @param covarianceA d rows of d numbers, symmetric positive semi-definite; it may be singular.
 * @param meanB d finite numbers.
 * @param covarianceB d rows of d numbers, likewise.
 * @returns the squared distance, ≥ 0.
 * @throws RangeError when shapes do not match, a number is not finite, or a covariance is not symmetric or not positive semi-definite.
 * @example gaussianWasserstein2([0], [[1]], [3], [[4]]) // 9 + (2 − 1)² = 10
 */
export function gaussianWasserstein2(
  meanA: ArrayLike<number>,
  covarianceA: Rows,
  meanB: ArrayLike<number>,
  covarianceB: Rows,
): number {
  requireList("Mean A", meanA);
  requireList("Mean B", meanB);
  if (meanB.length !== meanA.length)
    throw new RangeError(
      `The means have ${meanA.length} and ${meanB.length} dimensions; both need the same.`,
    );
  return representable(
    "A squared Wasserstein distance",
    squaredDistance(
      gaussian(meanA, covarianceA, "A"),
      gaussian(meanB, covarianceB, "B"),
    ),
  );
}

/**
 * A Gaussian to take distances from, its covariance checked and its root taken once.
 *
 * @param name for error messages.
 * @throws RangeError as {@link gaussianWasserstein2}.
 */
export function gaussian(
  mean: ArrayLike<number>,
  covariance: Rows,
  name: string,
): Gaussian {
  requireNumbers(`Mean ${name}`, mean);
  const matrix = symmetricMatrix(covariance, mean.length, name);
  const rows = matrix.to2DArray();
  const eigenvalues = symmetricEigenvalues(rows);
  const [least, most] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]];
  if (least < 0 && least < -NEGATIVE * most)
    throw new RangeError(
      `Covariance ${name} has the eigenvalue ${least}; a covariance has none below 0. Was a variance entered with its sign, or a matrix of correlations edited?`,
    );
  return {
    mean: Float64Array.from(mean),
    factor: new Matrix(symmetricSquareRoot(rows)),
  };
}

/**
 * Squared 2-Wasserstein distance between Gaussians of one dimension: with covariances FᵀF and GᵀG, tr(A½ B A½)½ is the sum of the singular
 * values of F·Gᵀ, which has as many rows and columns as the factors have rows.
 */
export function squaredDistance(a: Gaussian, b: Gaussian): number {
  const difference = a.mean.map((value, k) => value - b.mean[k]);
  const cross = new SingularValueDecomposition(
    a.factor.mmul(b.factor.transpose()),
    {
      computeLeftSingularVectors: false,
      computeRightSingularVectors: false,
      autoTranspose: true,
    },
  ).diagonal.reduce((sum, value) => sum + value, 0);
  return Math.max(
    0,
    dot(difference, difference) + trace(a) + trace(b) - 2 * cross,
  );
}

/** Of the covariance. */
const trace = ({ factor }: Gaussian) => factor.norm("frobenius") ** 2;

function symmetricMatrix(rows: Rows, d: number, name: string): Matrix {
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
