import { projectOntoRowSpace, type Rows } from "../numerics";
import { referenceMinimizer } from "./reference-minimizer";

/** Weights split along and across the span of the examples; the two parts add up to the weights. */
export interface WeightDecomposition {
  /** P_W w, the part within W_ref. */
  within: number[];
  /** w − P_W w, the part outside W_ref, orthogonal to every example. */
  outside: number[];
}

/**
 * Splits weights into their parts within and outside W_ref, the span of the examples.
 *
 * @param X n rows of d numbers.
 * @param w d numbers.
 * @example
 * const { within, outside } = decomposeWeights([[1, 0, 0], [1, 1, 0]], [3, 4, 5]); // [3, 4, 0] and [0, 0, 5]
 */
export function decomposeWeights(
  X: Rows,
  w: ArrayLike<number>,
): WeightDecomposition {
  const within = projectOntoRowSpace(X, w);
  return { within, outside: within.map((value, j) => w[j] - value) };
}

/**
 * Where gradient descent with a small enough step converges to, by Theorem 4.1:
 * `ŵ = P_{W_ref⊥} w_init + w*_ref`.
 *
 * @param X n rows of d numbers.
 * @param y n labels, −1 or 1, not linearly separable.
 * @param initial d numbers.
 * @returns d numbers.
 * @throws RangeError when the data are linearly separable.
 */
export function predictedLimit(
  X: Rows,
  y: ArrayLike<number>,
  initial: ArrayLike<number>,
): number[] {
  const { outside } = decomposeWeights(X, initial);
  return referenceMinimizer(X, y).map((value, j) => value + outside[j]);
}
