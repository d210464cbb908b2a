import { optionChecker } from "../files";
import { finite, whole } from "../files/option-kinds";
import { dot } from "./matrix";

/** A function to minimise: writes its gradient at `at` into `gradient` and returns its value. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

/** Where {@link minimizeLbfgs} starts to stop. */
export interface LbfgsOptions {
  /** Steps at most. Default 1000. */
  maxIterations?: number;
  /** Done when no component of the gradient exceeds this. Default 1e-9. */
  gradientTolerance?: number;
  /** Pairs of steps and gradient changes kept. Default 10. */
  memory?: number;
}

/** What {@link minimizeLbfgs} found. */
export interface Minimum {
  at: Float64Array;
  value: number;
  /** Largest absolute component of the gradient there. */
  gradientNorm: number;
  iterations: number;
  /** Whether the gradient fell below the tolerance, or no step could lower the value further. */
  converged: boolean;
}

const checkOptions = optionChecker<LbfgsOptions>("minimizeLbfgs", {
  maxIterations: whole(0),
  gradientTolerance: finite({ from: 0 }),
  memory: whole(1),
});

/**
 * Minimises a smooth function by L-BFGS with a backtracking line search (Nocedal and Wright, *Numerical Optimization*,
 * algorithms 7.4 and 3.1). Pairs that would break positive definiteness are skipped.
 *
 * No package on the registry that does this is still looked after, hence these lines.
 *
 * @param objective value and gradient.
 * @param start where to begin; not changed.
 * @example
 * minimizeLbfgs((x, g) => { g[0] = 2 * (x[0] - 3); return (x[0] - 3) ** 2; }, [0]).at // [3]
 */
export function minimizeLbfgs(
  objective: Objective,
  start: ArrayLike<number>,
  options: LbfgsOptions = {},
): Minimum {
  checkOptions(options);
  const {
    maxIterations = 1000,
    gradientTolerance = 1e-9,
    memory = 10,
  } = options;
  let at = Float64Array.from(start);
  let gradient = new Float64Array(at.length);
  let value = objective(at, gradient);
  const pairs: { step: Float64Array; change: Float64Array; rho: number }[] = [];

  for (let iteration = 0; ; iteration++) {
    const gradientNorm = largest(gradient);
    const result = { at, value, gradientNorm, iterations: iteration };
    if (gradientNorm <= gradientTolerance)
      return { ...result, converged: true };
    if (iteration === maxIterations) return { ...result, converged: false };

    const direction = twoLoop(gradient, pairs);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      pairs.length = 0; // curvature went stale: start again from steepest descent
      direction.set(gradient.map((component) => -component));
      slope = dot(direction, gradient);
    }
    const next = lineSearch(
      objective,
      at,
      value,
      direction,
      slope,
      pairs.length ? 1 : Math.min(1, 1 / gradientNorm),
    );
    if (!next) return { ...result, converged: pairs.length > 0 };

    const step = next.at.map((component, k) => component - at[k]);
    const change = next.gradient.map((component, k) => component - gradient[k]);
    const curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) {
      pairs.push({ step, change, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    ({ at, gradient, value } = next);
  }
}

/** The quasi-Newton direction −H·gradient (algorithm 7.4). */
function twoLoop(
  gradient: Float64Array,
  pairs: { step: Float64Array; change: Float64Array; rho: number }[],
): Float64Array {
  const direction = gradient.map((component) => -component);
  const alphas = new Array<number>(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, rho } = pairs[k];
    alphas[k] = rho * dot(step, direction);
    for (let j = 0; j < direction.length; j++)
      direction[j] -= alphas[k] * change[j];
  }
  if (pairs.length > 0) {
    const { change, rho } = pairs[pairs.length - 1];
    const scale = 1 / (rho * dot(change, change));
    for (let j = 0; j < direction.length; j++) direction[j] *= scale;
  }
  for (let k = 0; k < pairs.length; k++) {
    const { step, change, rho } = pairs[k];
    const correction = alphas[k] - rho * dot(change, direction);
    for (let j = 0; j < direction.length; j++)
      direction[j] += correction * step[j];
  }
  return direction;
}

/** Halves the step until the value falls enough (Armijo); nothing when rounding leaves no descent. */
function lineSearch(
  objective: Objective,
  at: Float64Array,
  value: number,
  direction: Float64Array,
  slope: number,
  initial: number,
) {
  for (let length = initial; length > 1e-20; length /= 2) {
    const candidate = at.map(
      (component, k) => component + length * direction[k],
    );
    const gradient = new Float64Array(at.length);
    const candidateValue = objective(candidate, gradient);
    if (candidateValue <= value + 1e-4 * length * slope)
      return { at: candidate, value: candidateValue, gradient };
  }
  return undefined;
}

function largest(vector: Float64Array): number {
  return vector.reduce(
    (most, component) => Math.max(most, Math.abs(component)),
    0,
  );
}
