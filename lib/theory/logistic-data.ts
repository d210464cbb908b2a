import { requireList, requireNumber } from "../files/arguments";
import { optionChecker } from "../files";
import { list } from "../files/option-kinds";
import {
  dot,
  flatten,
  projectOntoBasis,
  rowSpaceBasis,
  type Rows,
  inverseLogit,
  type RandomStream,
} from "../numerics";
import { assertWeights } from "./logistic-loss";

/** Inputs with their labels, −1 or 1. */
export interface LabelledExamples {
  /** n rows of d numbers. */
  X: number[][];
  y: number[];
}

/**
 * An orthonormal basis of a random subspace, uniform over all of its dimension.
 *
 * @param dimension d, of the space around it.
 * @param rank r, of the subspace, from 1 to d.
 * @param random stream to draw from.
 * @param orthogonalTo orthonormal rows that the subspace should be orthogonal to.
 * @returns r orthonormal rows of d numbers.
 * @throws RangeError when there is no room for r dimensions.
 */
export function randomSubspace(
  dimension: number,
  rank: number,
  random: RandomStream,
  orthogonalTo: number[][] = [],
): number[][] {
  const room = dimension - orthogonalTo.length;
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= room))
    throw new RangeError(
      `A subspace of ${dimension} dimensions${orthogonalTo.length ? ` orthogonal to ${orthogonalTo.length}` : ""} ` +
        `can have rank 1 to ${room}, got ${rank}.`,
    );
  return rowSpaceBasis(
    Array.from({ length: rank }, () => {
      const draw = Array.from(random.normals(dimension));
      const along = projectOntoBasis(orthogonalTo, draw);
      return draw.map((value, j) => value - along[j]);
    }),
  );
}

const checkOptions = optionChecker<{
  centre?: ArrayLike<number>;
}>("sampleLogisticData", { centre: list });

/**
 * Draws labelled examples from a subspace: x = Σ zₖ·basisₖ with z standard normal, and y = 1 with probability σ(x·weights).
 * All distributions made with the same weights have the same rule from input to label, so that moving the subspace is a
 * pure shift of the inputs.
 *
 * @param basis r orthonormal rows of d numbers: the support, W_ref for reference data.
 * @param weights d numbers, the true rule. Longer weights make fewer labels noisy.
 * @param count number of examples.
 * @param random stream to draw from.
 * @param options `centre`: d numbers added to every input before it is labelled, to shift within the support or out of it.
 */
export function sampleLogisticData(
  basis: number[][],
  weights: ArrayLike<number>,
  count: number,
  random: RandomStream,
  options: { centre?: ArrayLike<number> } = {},
): LabelledExamples {
  checkOptions(options);
  const d = weights.length;
  const centre = options.centre ?? new Float64Array(d);
  const X = Array.from({ length: count }, () => {
    const x = Array.from(centre);
    for (const direction of basis) {
      const z = random.normal();
      for (let j = 0; j < d; j++) x[j] += z * direction[j];
    }
    return x;
  });
  const y = X.map((x) =>
    random.uniform() < inverseLogit(dot(x, weights)) ? 1 : -1,
  );
  return { X, y };
}

/**
 * Turns a subspace out of itself: each basis vector by the same angle towards a direction outside.
 *
 * @param basis r orthonormal rows of d numbers.
 * @param outside at least r orthonormal rows, orthogonal to the basis.
 * @param angle radians; 0 leaves the basis as it is, π/2 turns it wholly into `outside`.
 * @returns r orthonormal rows.
 * @throws RangeError when `outside` has fewer rows than the basis.
 */
export function tiltSubspace(
  basis: number[][],
  outside: number[][],
  angle: number,
): number[][] {
  if (outside.length < basis.length)
    throw new RangeError(
      `Tilting ${basis.length} basis vectors needs as many directions outside, got ${outside.length}.`,
    );
  return basis.map((row, k) =>
    row.map(
      (value, j) => Math.cos(angle) * value + Math.sin(angle) * outside[k][j],
    ),
  );
}

/**
 * Weights that know the true rule outside W_ref to some degree, as pre-training on broader data would leave them:
 * `quality · P⊥ w_true + √(1 − quality²) · noise`, the noise outside W_ref too, random in direction and as long as `P⊥ w_true`.
 *
 * @param basis orthonormal rows spanning W_ref.
 * @param weights d numbers, the true rule.
 * @param quality cosine between the initialisation and the true rule outside W_ref, in [−1, 1]: 1 knows it, 0 nothing of it.
 * @param random stream to draw the noise from.
 * @returns d numbers, orthogonal to W_ref.
 * @throws RangeError when the quality is outside [−1, 1].
 */
export function pretrainedInitialisation(
  basis: number[][],
  weights: ArrayLike<number>,
  quality: number,
  random: RandomStream,
): number[] {
  if (!(quality >= -1 && quality <= 1))
    throw new RangeError(
      `The quality of an initialisation must lie in [−1, 1], got ${quality}.`,
    );
  const outsideOf = (w: ArrayLike<number>, rows: number[][]) => {
    const along = projectOntoBasis(rows, w);
    return along.map((value, j) => w[j] - value);
  };
  const truth = outsideOf(weights, basis);
  const length = Math.sqrt(dot(truth, truth));
  if (length === 0) return truth;
  const unit = truth.map((value) => value / length);
  const noise = outsideOf(random.normals(weights.length), [...basis, unit]);
  const noiseLength = Math.sqrt(dot(noise, noise));
  const spread = Math.sqrt(1 - quality ** 2);
  return truth.map(
    (value, j) =>
      quality * value +
      (noiseLength > 0 ? (spread * length * noise[j]) / noiseLength : 0),
  );
}

/**
 * Share of examples on the right side of the decision boundary x·w = 0. An example on the boundary counts half.
 *
 * @param w d numbers.
 * @param X n rows of d numbers, at least one.
 * @param y n labels, −1 or 1.
 * @returns a fraction.
 * @throws RangeError when there are no examples or lengths differ.
 */
export function linearAccuracy(
  w: ArrayLike<number>,
  X: Rows,
  y: ArrayLike<number>,
): number {
  requireList("linearAccuracy: y", y, "labels");
  const { rows, columns } = flatten(X);
  assertWeights(w, columns, "w");
  if (rows !== y.length)
    throw new RangeError(
      `An accuracy needs as many labels as examples and at least one, got ${X.length} examples and ${y.length} labels.`,
    );
  for (let i = 0; i < y.length; i++)
    if (y[i] !== 1 && y[i] !== -1)
      requireNumber(`linearAccuracy: label ${i}`, y[i], () => false, "1 or −1");
  let right = 0;
  for (let i = 0; i < X.length; i++) {
    const margin = y[i] * dot(X[i], w);
    right += margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
  }
  return right / X.length;
}
