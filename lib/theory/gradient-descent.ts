import type { Rows } from "../numerics";
import {
  assertWeights,
  flattenExamples,
  lossAndGradient,
  smoothnessConstant,
} from "./logistic-loss";

/** Options of {@link minimizeLogisticLoss}. */
export interface MinimizeLogisticLossOptions {
  /** Weights to start from, d numbers. Default zeros. */
  initial?: ArrayLike<number>;
  /** Step size. Default 1/L, L the smoothness constant, with which each step lowers the loss. */
  learningRate?: number;
  /** Number of steps. Default 1000. */
  iterations?: number;
  /** Keep the weights of every so many steps in `trajectory`, first and last included. Default 0: none. */
  recordEvery?: number;
}

/** Weights at one step of gradient descent. */
export interface DescentStep {
  iteration: number;
  weights: number[];
  loss: number;
}

/** What {@link minimizeLogisticLoss} arrives at. */
export interface Descent {
  /** d weights after the last step. */
  weights: number[];
  /** Loss before the first step and after each: `iterations + 1` numbers. */
  losses: number[];
  /** The steps recorded; empty unless `recordEvery` asks for them. */
  trajectory: DescentStep[];
  /** The step size used. */
  learningRate: number;
}

/**
 * Minimises the mean logistic loss by plain gradient descent, as the paper's theorem assumes (Cohen-Wang et al.,
 * Theorem 4.1). The component of the weights outside the span of the examples never moves.
 *
 * A step size too large is no error: the losses then rise or swing, which is worth a picture. Neither are separable data:
 * the weights then grow without end.
 *
 * @param X n rows of d numbers.
 * @param y n labels, −1 or 1.
 * @throws RangeError when shapes do not match, a label is neither −1 nor 1, or an option is out of range.
 * @example
 * const { weights, losses } = minimizeLogisticLoss(X, y, { initial: [0.3, -1], learningRate: 0.5, iterations: 2000 });
 */
export function minimizeLogisticLoss(
  X: Rows,
  y: ArrayLike<number>,
  options: MinimizeLogisticLossOptions = {},
): Descent {
  const examples = flattenExamples(X, y);
  const { columns } = examples;
  const {
    initial = new Float64Array(columns),
    learningRate = 1 / smoothnessConstant(X),
    iterations = 1000,
    recordEvery = 0,
  } = options;
  assertWeights(initial, columns, "initial");
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(
      `The learning rate must be a finite number > 0, got ${learningRate}.`,
    );
  for (const [name, value] of Object.entries({ iterations, recordEvery }))
    if (!(Number.isInteger(value) && value >= 0))
      throw new RangeError(
        `${name} must be a whole number of at least 0, got ${value}.`,
      );

  const weights = Float64Array.from(initial);
  const gradient = new Float64Array(columns);
  const losses = new Array<number>(iterations + 1);
  const trajectory: DescentStep[] = [];
  for (let iteration = 0; ; iteration++) {
    const loss = lossAndGradient(examples, weights, gradient);
    losses[iteration] = loss;
    const last = iteration === iterations;
    if (recordEvery > 0 && (last || iteration % recordEvery === 0))
      trajectory.push({ iteration, weights: Array.from(weights), loss });
    if (last) break;
    for (let j = 0; j < columns; j++) weights[j] -= learningRate * gradient[j];
  }
  return { weights: Array.from(weights), losses, trajectory, learningRate };
}
