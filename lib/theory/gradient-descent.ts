import { optionChecker } from "../files";
import { finite, list, oneOf, whole } from "../files/option-kinds";
import { combine, coordinatesIn, rowSpaceBasis, type Rows } from "../numerics";
import {
  assertWeights,
  flattenExamples,
  lossAndGradient,
  smoothnessConstant,
  type FlatExamples,
} from "./logistic-loss";

/** Options of {@link minimizeLogisticLoss}. */
export interface MinimizeLogisticLossOptions {
  /** Weights to start from, d numbers. Default zeros. */
  initial?: ArrayLike<number>;
  /** Step size. Default 1/L, L the smoothness constant, with which each step lowers the loss. */
  learningRate?: number;
  /** Number of steps. Default 1000. */
  iterations?: number;
  /**
   * In which coordinates the steps are made; the weights given and returned are always d numbers.
   * `"ambient"` (default): all d of them, literally as the theorem is stated.
   * `"row-space"`: those of the span of the examples, the part outside being added at the end. The same steps to rounding, and
   * several times faster where the rank of X is far below d; it takes for granted that the part outside never moves.
   */
  coordinates?: "ambient" | "row-space";
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

const checkOptions = optionChecker<MinimizeLogisticLossOptions>(
  "minimizeLogisticLoss",
  {
    initial: list,
    learningRate: finite({ above: 0 }),
    iterations: whole(0, 1e8),
    coordinates: oneOf("ambient", "row-space"),
    recordEvery: whole(0),
  },
);

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
  checkOptions(options);
  const examples = flattenExamples(X, y);
  const { columns } = examples;
  const {
    initial = new Float64Array(columns),
    learningRate = 1 / smoothnessConstant(X),
    iterations = 1000,
    coordinates = "ambient",
    recordEvery = 0,
  } = options;
  assertWeights(initial, columns, "initial");

  if (coordinates === "row-space") {
    const basis = rowSpaceBasis(X);
    const [start] = coordinatesIn(basis, [initial]);
    const within = combine(basis, start, columns);
    const back = (z: ArrayLike<number>) =>
      combine(basis, z, columns).map((w, j) => w + initial[j] - within[j]);
    const Z = flattenExamples(coordinatesIn(basis, X), y);
    return descend(Z, start, learningRate, iterations, recordEvery, back);
  }
  return descend(
    examples,
    initial,
    learningRate,
    iterations,
    recordEvery,
    (at) => Array.from(at),
  );
}

/** The loop itself; `toWeights` carries what it works on back to the d weights. */
function descend(
  examples: FlatExamples,
  initial: ArrayLike<number>,
  learningRate: number,
  iterations: number,
  recordEvery: number,
  toWeights: (at: Float64Array) => number[],
): Descent {
  const at = Float64Array.from(initial);
  const gradient = new Float64Array(at.length);
  const losses = new Array<number>(iterations + 1);
  const trajectory: DescentStep[] = [];
  for (let iteration = 0; ; iteration++) {
    const loss = lossAndGradient(examples, at, gradient);
    losses[iteration] = loss;
    const last = iteration === iterations;
    if (recordEvery > 0 && (last || iteration % recordEvery === 0))
      trajectory.push({ iteration, weights: toWeights(at), loss });
    if (last) break;
    for (let j = 0; j < at.length; j++) at[j] -= learningRate * gradient[j];
  }
  return { weights: toWeights(at), losses, trajectory, learningRate };
}
