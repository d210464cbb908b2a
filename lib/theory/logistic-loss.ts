import { dot, flatten, symmetricEigenvalues, type Rows } from "../numerics";

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
  if (y.length !== rows)
    throw new RangeError(`X has ${rows} rows, but y has ${y.length} labels.`);
  for (let i = 0; i < rows; i++)
    if (y[i] !== 1 && y[i] !== -1)
      throw new RangeError(
        `y: label ${i} is ${y[i]}; logistic regression here takes labels −1 and 1` +
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
  if (weights.length !== columns)
    throw new RangeError(
      `${what} has ${weights.length} components, but the rows of X have ${columns}.`,
    );
  for (let j = 0; j < columns; j++)
    if (!Number.isFinite(weights[j]))
      throw new RangeError(
        `${what}: component ${j} is ${weights[j]}, not a finite number.`,
      );
}

/**
 * Mean logistic loss and its gradient in one pass.
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
  const even = columns - (columns % 4);
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    // Four running sums, so that an addition need not wait for the one before it.
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let j = 0;
    for (; j < even; j += 4) {
      s0 += data[start + j] * weights[j];
      s1 += data[start + j + 1] * weights[j + 1];
      s2 += data[start + j + 2] * weights[j + 2];
      s3 += data[start + j + 3] * weights[j + 3];
    }
    for (; j < columns; j++) s0 += data[start + j] * weights[j];
    const margin = labels[i] * (s0 + s1 + (s2 + s3));
    const decay = Math.exp(-Math.abs(margin));
    loss += Math.log1p(decay) + Math.max(0, -margin);
    // The derivative of the loss in the score, −y·σ(−margin), over n.
    const pull =
      (-labels[i] * (margin >= 0 ? decay : 1)) / ((1 + decay) * rows);
    for (j = 0; j < even; j += 4) {
      gradient[j] += pull * data[start + j];
      gradient[j + 1] += pull * data[start + j + 1];
      gradient[j + 2] += pull * data[start + j + 2];
      gradient[j + 3] += pull * data[start + j + 3];
    }
    for (; j < columns; j++) gradient[j] += pull * data[start + j];
  }
  return loss / rows;
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
  const n = X.length;
  const columns = flatten(X).columns;
  // XXᵀ has the same largest eigenvalue; take the smaller of the two.
  const gram =
    n < columns
      ? Array.from(X, (a) => Array.from(X, (b) => dot(a, b)))
      : crossProducts(X, columns);
  return Math.max(...symmetricEigenvalues(gram)) / (4 * n);
}

function crossProducts(X: Rows, columns: number): number[][] {
  const sums = Array.from({ length: columns }, () =>
    new Array<number>(columns).fill(0),
  );
  for (let i = 0; i < X.length; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < columns; k++) sums[j][k] += X[i][j] * X[i][k];
  return sums;
}
