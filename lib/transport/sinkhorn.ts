import { optionChecker } from "../files";
import { anything } from "../files/option-kinds";
import { readCosts, type Costs, type CostReader } from "./costs";
import { assertMarginals } from "./marginals";
import { assertOption } from "./assert-option";
import { measurePlan, planRows } from "./measure-plan";
import { adaptiveRelaxation } from "./relaxation";
import {
  absorb,
  makeKernel,
  scaleAt,
  scalingProblem,
  type ScalingProblem,
} from "./stabilised-scaling";

/** Options of {@link sinkhorn}. */
export interface SinkhornOptions {
  /**
   * Strength ε of the entropy, in units of the costs; at least 1e-10 of the largest cost, below which doubles no longer tell
   * the exponents apart. The smaller, the nearer to exact transport and the slower.
   */
  regularisation: number;
  /** Sweeps at most over rows and columns, whole, ≥ 1. Default 10,000. */
  maxIterations?: number;
  /** Done when the plan's row and column sums miss the masses by at most this share of all mass. In [1e-13, 1). Default 1e-9. */
  tolerance?: number;
}

/** Their names alone: the ranges depend on the costs. */
const checkOptions = optionChecker<SinkhornOptions>("sinkhorn", {
  regularisation: anything,
  maxIterations: anything,
  tolerance: anything,
});

/** An entropy-regularised transport plan. */
export interface SinkhornResult {
  /** n rows of m masses, made anew each time it is asked for: beyond some thousand points, ask once or do without. */
  readonly plan: number[][];
  /** ⟨plan, costs⟩, without the entropy. */
  cost: number;
  /** The objective ⟨plan, costs⟩ + ε Σ plan·log(plan / (a ⊗ b)). */
  objective: number;
  /** n and m potentials, in units of the costs: plan[i][j] = exp((rows[i] + columns[j] − costs[i][j]) / ε). */
  potentials: { rows: Float64Array; columns: Float64Array };
  iterations: number;
  /** By how much the sums of the plan's rows and columns miss a and b, in total, as a share of all mass. */
  marginalError: number;
  /** Whether `marginalError` is within the tolerance; false when the iterations ran out. */
  converged: boolean;
}

/** The least regularisation, as a share of the largest cost. */
const LEAST_REGULARISATION = 1e-10;
/** Larger exponents are reached in steps, each of a quarter of the regularisation before it. */
const LARGEST_EXPONENT = 100;
const STEP = 4;
/** Relaxed updates overshoot: once the columns sum to their masses, far less is amiss than they find on the way. From how many times the tolerance on that is measured. */
const FIRST_LOOK = 16;
/** Share of the mass that may be amiss before the last step. */
const ENOUGH_ON_THE_WAY = 1e-3;

/**
 * Entropy-regularised optimal transport by Sinkhorn's iterations (Cuturi 2013): minimises
 * ⟨plan, costs⟩ + ε Σ plan·log plan over plans with marginals a and b.
 *
 * The iterations scale a kernel of single-precision numbers that stems from the log domain and is made anew before it would
 * under- or overflow; small ε are reached in steps (Schmitzer, *Stabilized Sparse Scaling Algorithms for Entropy Regularized
 * Transport Problems*, 2019), and the updates are overrelaxed (see `adaptiveRelaxation`). Beside the costs it holds 4·n·m bytes: with the
 * costs as a `Float32Array`, 10,000 × 10,000 take 0.8 GB.
 *
 * @param costs n rows of m finite numbers, or these in one flat array; negative ones are allowed.
 * @param a n masses ≥ 0 (rows). They need not sum to 1; the plan then has that sum.
 * @param b m masses ≥ 0 (columns), with the same sum as a within 1e-9.
 * @throws RangeError when shapes do not match, a cost is not finite, a mass is negative, sums differ, or an option is out of its range.
 * @example sinkhorn([[0, 1], [1, 0]], [0.5, 0.5], [0.5, 0.5], { regularisation: 0.05 }).cost
 */
export function sinkhorn(
  costs: Costs,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SinkhornOptions,
): SinkhornResult {
  checkOptions(options);
  const reader = readCosts(costs);
  const { regularisation, maxIterations, tolerance } = settings(
    options,
    reader,
  );
  const mass = assertMarginals(reader.rows, reader.columns, a, b);
  const problem = scalingProblem(reader, a, b);

  let iterations = 0;
  for (const epsilon of stepsTo(regularisation, reader)) {
    makeKernel(problem, epsilon);
    if (epsilon === regularisation) break;
    const enough = ENOUGH_ON_THE_WAY * mass;
    const left = maxIterations - iterations;
    iterations += scaleAt(problem, epsilon, enough, left);
    absorb(problem, epsilon);
  }
  let measured = { cost: NaN, marginalError: Infinity };
  const relaxation = adaptiveRelaxation();
  for (
    let enough = FIRST_LOOK * tolerance;
    iterations < maxIterations && !(measured.marginalError <= tolerance);
    enough /= 4
  ) {
    const left = maxIterations - iterations;
    iterations += scaleAt(
      problem,
      regularisation,
      enough * mass,
      left,
      relaxation,
    );
    measured = measurePlan(problem, mass);
  }
  if (Number.isNaN(measured.cost)) measured = measurePlan(problem, mass);
  absorb(problem, regularisation);
  return {
    get plan() {
      return planRows(problem.scaling, reader.rows);
    },
    ...measured,
    objective: objective(problem, regularisation),
    potentials: problem.potentials,
    iterations,
    converged: measured.marginalError <= tolerance,
  };
}

function settings(options: SinkhornOptions, { least, most }: CostReader) {
  const { regularisation, maxIterations = 10_000, tolerance = 1e-9 } = options;
  assertOption(
    "The regularisation",
    regularisation,
    (value) => value > 0 && value < Infinity,
    "a finite number > 0 (for none, call exactTransportCost)",
  );
  const smallest =
    LEAST_REGULARISATION * Math.max(Math.abs(least), Math.abs(most));
  if (regularisation < smallest)
    throw new RangeError(
      `The regularisation ${regularisation} is too small for double precision: with these costs it must be at least ${smallest}. Call exactTransportCost instead.`,
    );
  assertOption(
    "maxIterations",
    maxIterations,
    (value) => Number.isInteger(value) && value >= 1,
    "a whole number ≥ 1",
  );
  assertOption(
    "The tolerance",
    tolerance,
    (value) => value >= 1e-13 && value < 1,
    "a number in [1e-13, 1)",
  );
  return { regularisation, maxIterations, tolerance };
}

/** The regularisations on the way to the one asked for, which comes last. */
function stepsTo(regularisation: number, { least, most }: CostReader) {
  const steps = [regularisation];
  while (most - least > LARGEST_EXPONENT * steps[0])
    steps.unshift(STEP * steps[0]);
  return steps;
}

/** Σ a·f + Σ b·g − ε·(Σ a·log a + Σ b·log b), which the objective equals at a plan with these marginals. */
function objective(problem: ScalingProblem, epsilon: number): number {
  const { potentials, logRowMasses, logColumnMasses } = problem;
  const side = (
    masses: Float64Array,
    potential: Float64Array,
    logs: Float64Array,
  ) =>
    potential.reduce(
      (sum, value, k) =>
        masses[k] > 0 ? sum + masses[k] * (value - epsilon * logs[k]) : sum,
      0,
    );
  return (
    side(problem.rowMasses, potentials.rows, logRowMasses) +
    side(problem.columnMasses, potentials.columns, logColumnMasses)
  );
}
