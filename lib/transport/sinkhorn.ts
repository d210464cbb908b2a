import { flatten, type Rows } from "../numerics";
import { assertMarginals } from "./marginals";

/** Options of {@link sinkhorn}. */
export interface SinkhornOptions {
  /** Strength ε of the entropy, in units of the costs; > 0. The smaller, the nearer to exact transport and the slower. */
  regularisation: number;
  /** Sweeps at most over rows and columns. Default 100,000. */
  maxIterations?: number;
  /** Done when the row sums of the plan miss a by less than this in total. Default 1e-10. */
  tolerance?: number;
}

/** An entropy-regularised transport plan. */
export interface SinkhornResult {
  /** n rows of m masses. */
  plan: number[][];
  /** ⟨plan, costs⟩, without the entropy. */
  cost: number;
  iterations: number;
  /** False when the iterations ran out; then the plan's row sums differ from a. */
  converged: boolean;
}

/**
 * Entropy-regularised optimal transport by Sinkhorn's iterations (Cuturi 2013): minimises
 * ⟨plan, costs⟩ + ε Σ plan·(log plan − 1) over plans with marginals a and b. In the log domain (Peyré and Cuturi,
 * *Computational Optimal Transport*, section 4.4), so that small ε neither overflow nor underflow; ε is lowered in steps to its
 * value, each step starting from the last one's potentials.
 *
 * @param costs n rows of m finite numbers.
 * @param a n masses ≥ 0 (rows).
 * @param b m masses ≥ 0 (columns), with the same sum as a within 1e-9.
 * @throws RangeError when shapes do not match, a mass is negative, sums differ, or the regularisation is not > 0.
 * @example sinkhorn([[0, 1], [1, 0]], [0.5, 0.5], [0.5, 0.5], { regularisation: 0.05 }).cost
 */
export function sinkhorn(
  costs: Rows,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SinkhornOptions,
): SinkhornResult {
  const {
    regularisation,
    maxIterations = 100_000,
    tolerance = 1e-10,
  } = options;
  if (!(regularisation > 0 && regularisation < Infinity))
    throw new RangeError(
      `The regularisation must be a finite number > 0, got ${regularisation}; for none, call exactTransportCost.`,
    );
  const { data: cost, rows: n, columns: m } = flatten(costs, "costs");
  assertMarginals(n, m, a, b);
  const logA = Float64Array.from(a, Math.log);
  const logB = Float64Array.from(b, Math.log);
  const transposed = new Float64Array(cost.length);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) transposed[j * n + i] = cost[i * m + j];

  const f = new Float64Array(n); // potentials, in units of the costs
  const g = new Float64Array(m);
  const largest = cost.reduce(
    (most, value) => Math.max(most, Math.abs(value)),
    0,
  );
  let epsilon = Math.max(regularisation, largest / 10);
  let iterations = 0;
  let converged: boolean;
  for (;;) {
    const last = epsilon === regularisation;
    const enough = last ? tolerance : 1e-3;
    converged = false;
    while (!converged && iterations < maxIterations) {
      update(g, f, transposed, logB, epsilon);
      // The change of f is the mismatch of the row sums on the log scale.
      converged = update(f, g, cost, logA, epsilon, a) < enough;
      iterations++;
    }
    if (last) break;
    epsilon = Math.max(regularisation, epsilon / 4);
  }

  let total = 0;
  const plan = Array.from({ length: n }, (_, i) =>
    Array.from({ length: m }, (_, j) => {
      const mass = planMass(f[i], g[j], cost[i * m + j], regularisation);
      total += mass * cost[i * m + j];
      return mass;
    }),
  );
  return { plan, cost: total, iterations, converged };
}

function planMass(f: number, g: number, cost: number, epsilon: number) {
  return f === -Infinity || g === -Infinity
    ? 0
    : Math.exp((f + g - cost) / epsilon);
}

/**
 * Sets `own` potentials so that their side's marginals hold: own[i] = ε·(log mass[i] − log Σⱼ exp((other[j] − cost[i,j])/ε)).
 * Given the masses, returns by how much the marginals were off before, in total.
 */
function update(
  own: Float64Array,
  other: Float64Array,
  cost: Float64Array,
  logMass: Float64Array,
  epsilon: number,
  masses?: ArrayLike<number>,
): number {
  const width = other.length;
  let mismatch = 0;
  for (let i = 0; i < own.length; i++) {
    const offset = i * width;
    let most = -Infinity;
    for (let j = 0; j < width; j++)
      most = Math.max(most, other[j] - cost[offset + j]);
    let sum = 0;
    for (let j = 0; j < width; j++)
      sum += Math.exp((other[j] - cost[offset + j] - most) / epsilon);
    const next = epsilon * (logMass[i] - Math.log(sum)) - most;
    if (masses && masses[i] > 0)
      mismatch += masses[i] * Math.abs(Math.expm1((own[i] - next) / epsilon));
    own[i] = next;
  }
  return mismatch;
}
