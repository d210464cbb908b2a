import { requireList } from "../files/arguments";
import { optionChecker } from "../files";
import { finite, whole } from "../files/option-kinds";
import { minimizeLbfgs } from "./lbfgs";
import { flatten, type Rows } from "./matrix";
import { extent } from "./statistics";

/** Far more than fit: each class has a row of weights. */
const MOST_CLASSES = 1e5;

/** Options of {@link fitMultinomialLogistic}. */
export interface MultinomialLogisticOptions {
  /** Strength λ of the penalty λ/2 · ‖W‖². Default 0. */
  l2?: number;
  /** Number of classes; default the largest label plus one. */
  classes?: number;
  /** Steps of L-BFGS at most. Default 1000. */
  maxIterations?: number;
  /** Done when no component of the gradient exceeds this. Default 1e-9. */
  gradientTolerance?: number;
}

/** A fitted multinomial logistic regression. */
export interface MultinomialLogistic {
  /** One row of d weights per class. */
  weights: number[][];
  /** One bias per class. */
  bias: number[];
  /** The objective at the solution: mean cross-entropy plus penalty. */
  loss: number;
  iterations: number;
  /** False when the steps ran out, as for separable data without a penalty, where there is no minimiser. */
  converged: boolean;
  /** One row per example of X, one probability per class; each row sums to 1. */
  probabilities(X: Rows): number[][];
  /** The most probable class of each example of X. */
  predict(X: Rows): number[];
}

const checkOptions = optionChecker<MultinomialLogisticOptions>(
  "fitMultinomialLogistic",
  {
    l2: finite({ from: 0 }),
    classes: whole(1, MOST_CLASSES),
    maxIterations: whole(0),
    gradientTolerance: finite({ from: 0 }),
  },
);

/**
 * Multinomial logistic regression by L-BFGS. Minimises mean cross-entropy + l2/2 · ‖W‖²; the bias is not penalised.
 *
 * @param X n rows of d features.
 * @param y n class labels, whole numbers from 0.
 * @throws RangeError when X is ragged, lengths differ, a label is not a class, or l2 is negative.
 * @example
 * const model = fitMultinomialLogistic(features, labels, { l2: 0.01 });
 * const accuracy = model.predict(X).filter((c, i) => c === y[i]).length / y.length;
 */
export function fitMultinomialLogistic(
  X: Rows,
  y: ArrayLike<number>,
  options: MultinomialLogisticOptions = {},
): MultinomialLogistic {
  checkOptions(options);
  const { l2 = 0, maxIterations, gradientTolerance } = options;
  const features = flatten(X);
  const classes = countClasses(y, features.rows, options.classes);

  const { rows: n, columns: d, data } = features;
  const stride = d + 1; // weights of a class, then its bias
  const probability = new Float64Array(classes);

  const objective = (at: Float64Array, gradient: Float64Array) => {
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < n; i++) {
      const row = data.subarray(i * d, (i + 1) * d);
      loss += logSumExpScores(at, row, probability) - scoreOf(at, row, y[i]);
      for (let c = 0; c < classes; c++) {
        const residual = (probability[c] - (y[i] === c ? 1 : 0)) / n;
        const offset = c * stride;
        for (let j = 0; j < d; j++) gradient[offset + j] += residual * row[j];
        gradient[offset + d] += residual;
      }
    }
    loss /= n;
    for (let c = 0; c < classes; c++)
      for (let j = c * stride; j < c * stride + d; j++) {
        loss += 0.5 * l2 * at[j] * at[j];
        gradient[j] += l2 * at[j];
      }
    return loss;
  };

  const minimum = minimizeLbfgs(objective, new Float64Array(classes * stride), {
    maxIterations,
    gradientTolerance,
  });

  const probabilities = (examples: Rows) =>
    Array.from(examples, (row, i) => {
      if (row.length !== d)
        throw new RangeError(
          `Row ${i} has ${row.length} features, but the model was fitted on ${d}.`,
        );
      logSumExpScores(minimum.at, row, probability);
      return Array.from(probability);
    });

  return {
    weights: Array.from({ length: classes }, (_, c) =>
      Array.from(minimum.at.subarray(c * stride, c * stride + d)),
    ),
    bias: Array.from({ length: classes }, (_, c) => minimum.at[c * stride + d]),
    loss: minimum.value,
    iterations: minimum.iterations,
    converged: minimum.converged,
    probabilities,
    predict: (examples) =>
      probabilities(examples).map((row) => row.indexOf(Math.max(...row))),
  };
}

function scoreOf(
  parameters: Float64Array,
  row: ArrayLike<number>,
  label: number,
): number {
  const d = row.length;
  const offset = label * (d + 1);
  let score = parameters[offset + d];
  for (let j = 0; j < d; j++) score += parameters[offset + j] * row[j];
  return score;
}

/** Writes the softmax of the classes' scores into `probability`; returns the log of the sum of their exponentials. */
function logSumExpScores(
  parameters: Float64Array,
  row: ArrayLike<number>,
  probability: Float64Array,
): number {
  let most = -Infinity;
  for (let c = 0; c < probability.length; c++) {
    probability[c] = scoreOf(parameters, row, c);
    most = Math.max(most, probability[c]);
  }
  let sum = 0;
  for (let c = 0; c < probability.length; c++) {
    probability[c] = Math.exp(probability[c] - most);
    sum += probability[c];
  }
  for (let c = 0; c < probability.length; c++) probability[c] /= sum;
  return most + Math.log(sum);
}

function countClasses(
  y: ArrayLike<number>,
  rows: number,
  given?: number,
): number {
  requireList("y", y, "labels");
  if (y.length !== rows)
    throw new RangeError(`X has ${rows} rows, but y has ${y.length} labels.`);
  const most = (given ?? MOST_CLASSES) - 1;
  for (let i = 0; i < y.length; i++)
    if (!(Number.isInteger(y[i]) && y[i] >= 0 && y[i] <= most))
      throw new RangeError(
        `y: label ${i} is ${String(y[i])}; labels must be whole numbers from 0 to ${most}.`,
      );
  return given ?? 1 + extent(y)[1];
}
