import { requireList } from "../files/arguments";
import {
  coordinatesIn,
  flatten,
  rowSpaceBasis,
  symmetricEigenvalues,
  type Rows,
} from "../numerics";

/** Labelled examples ready for passes over them. */
export interface FlatExamples {
  /** n · d inputs, example after example. */
  data: Float64Array;
  /** n labels, each −1 or 1. */
  labels: Float64Array;
  rows: number;
  columns: number;
}

/**
 * Copies examples into flat arrays and checks them.
 *
 * @param X n rows of d finite numbers.
 * @param y n labels, each −1 or 1.
 * @throws RangeError naming the row that is ragged or not finite, or the label that is neither −1 nor 1.
 */
export function flattenExamples(X: Rows, y: ArrayLike<number>): FlatExamples {
  const { data, rows, columns } = flatten(X);
  requireList("y", y, "labels");
  if (y.length !== rows)
    throw new RangeError(`X has ${rows} rows, but y has ${y.length} labels.`);
  for (let i = 0; i < rows; i++)
    if (y[i] !== 1 && y[i] !== -1)
      throw new RangeError(
        `y: label ${i} is ${String(y[i])}; logistic regression here takes labels −1 and 1` +
          (y[i] === 0 ? " (turn 0 into −1)." : "."),
      );
  return { data, labels: Float64Array.from(y), rows, columns };
}

/**
 * Refuses weights of another length than the examples, or not finite.
 *
 * @throws RangeError naming the length or the component.
 */
export function assertWeights(
  weights: ArrayLike<number>,
  columns: number,
  what: string,
): void {
  requireList(what, weights);
  if (weights.length !== columns)
    throw new RangeError(
      `${what} has ${weights.length} components, but the rows of X have ${columns}.`,
    );
  for (let j = 0; j < columns; j++)
    if (!Number.isFinite(weights[j]))
      throw new RangeError(
        `${what}: component ${j} is ${String(weights[j])}, not a finite number.`,
      );
}

/**
 * Mean logistic loss and its gradient in one pass. Four examples at a time, so that each weight and each component of the
 * gradient is loaded once for four.
 *
 * @param examples from `flattenExamples`.
 * @param weights d numbers.
 * @param gradient d numbers, overwritten.
 * @returns the loss.
 */
export function lossAndGradient(
  examples: FlatExamples,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { data, labels, rows, columns } = examples;
  gradient.fill(0);
  let loss = 0;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const x0 = i * columns;
    const x1 = x0 + columns;
    const x2 = x1 + columns;
    const x3 = x2 + columns;
    let score0 = 0;
    let score1 = 0;
    let score2 = 0;
    let score3 = 0;
    for (let j = 0; j < columns; j++) {
      const weight = weights[j];
      score0 += data[x0 + j] * weight;
      score1 += data[x1 + j] * weight;
      score2 += data[x2 + j] * weight;
      score3 += data[x3 + j] * weight;
    }
    const margin0 = score0 * labels[i];
    const margin1 = score1 * labels[i + 1];
    const margin2 = score2 * labels[i + 2];
    const margin3 = score3 * labels[i + 3];
    const decay0 = Math.exp(-Math.abs(margin0));
    const decay1 = Math.exp(-Math.abs(margin1));
    const decay2 = Math.exp(-Math.abs(margin2));
    const decay3 = Math.exp(-Math.abs(margin3));
    // log(1 + a) + log(1 + b) = log(1 + (a + b + ab)): one logarithm for four, and no digits lost.
    const first = decay0 + decay1 + decay0 * decay1;
    const second = decay2 + decay3 + decay2 * decay3;
    loss +=
      Math.log1p(first + second + first * second) +
      Math.max(0, -margin0) +
      Math.max(0, -margin1) +
      Math.max(0, -margin2) +
      Math.max(0, -margin3);
    const pull0 = pull(margin0, decay0, labels[i], rows);
    const pull1 = pull(margin1, decay1, labels[i + 1], rows);
    const pull2 = pull(margin2, decay2, labels[i + 2], rows);
    const pull3 = pull(margin3, decay3, labels[i + 3], rows);
    for (let j = 0; j < columns; j++)
      gradient[j] +=
        pull0 * data[x0 + j] +
        pull1 * data[x1 + j] +
        (pull2 * data[x2 + j] + pull3 * data[x3 + j]);
  }
  for (; i < rows; i++) {
    const x = i * columns;
    let score = 0;
    for (let j = 0; j < columns; j++) score += data[x + j] * weights[j];
    const margin = score * labels[i];
    const decay = Math.exp(-Math.abs(margin));
    loss += Math.log1p(decay) + Math.max(0, -margin);
    const pulled = pull(margin, decay, labels[i], rows);
    for (let j = 0; j < columns; j++) gradient[j] += pulled * data[x + j];
  }
  return loss / rows;
}

/** Derivative of the mean loss in one example's score: −y·σ(−margin)/n, with decay = exp(−|margin|). */
function pull(
  margin: number,
  decay: number,
  label: number,
  count: number,
): number {
  return (-label * (margin >= 0 ? decay : 1)) / ((1 + decay) * count);
}

/**
 * Mean logistic loss `1/n Σ log(1 + exp(−yᵢ xᵢ·w))` (Cohen-Wang et al., Section 4).
 *
 * @param X n rows of d numbers.
 * @param y n labels, −1 or 1.
 * @param w d numbers.
 * @throws RangeError when shapes do not match or a label is neither −1 nor 1.
 */
export function logisticLoss(
  X: Rows,
  y: ArrayLike<number>,
  w: ArrayLike<number>,
): number {
  const examples = flattenExamples(X, y);
  assertWeights(w, examples.columns, "w");
  return lossAndGradient(
    examples,
    Float64Array.from(w),
    new Float64Array(w.length),
  );
}

/**
 * Gradient of the mean logistic loss: `−1/n Σ yᵢ σ(−yᵢ xᵢ·w) xᵢ`, a combination of the examples, hence in W_ref.
 *
 * @param X n rows of d numbers.
 * @param y n labels, −1 or 1.
 * @param w d numbers.
 * @returns d numbers.
 * @throws RangeError when shapes do not match or a label is neither −1 nor 1.
 */
export function logisticGradient(
  X: Rows,
  y: ArrayLike<number>,
  w: ArrayLike<number>,
): number[] {
  const examples = flattenExamples(X, y);
  assertWeights(w, examples.columns, "w");
  const gradient = new Float64Array(w.length);
  lossAndGradient(examples, Float64Array.from(w), gradient);
  return Array.from(gradient);
}

/**
 * Smoothness constant of the mean logistic loss: `L = λ_max(XᵀX) / (4n)`. Gradient descent with any step up to 1/L
 * lowers the loss in each iteration (Appendix A).
 *
 * @param X n rows of d numbers.
 */
export function smoothnessConstant(X: Rows): number {
  // In coordinates of the span of X, the matrix is as small as the rank.
  const Z = coordinatesIn(rowSpaceBasis(X), X);
  const rank = Z[0].length;
  if (rank === 0) return 0;
  const gram = Array.from({ length: rank }, (_, j) =>
    Array.from({ length: rank }, (_, k) =>
      Z.reduce((sum, z) => sum + z[j] * z[k], 0),
    ),
  );
  return Math.max(...symmetricEigenvalues(gram)) / (4 * X.length);
}
