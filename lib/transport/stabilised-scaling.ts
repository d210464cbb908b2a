import type { CostReader } from "./costs";
import { fitColumns, fitRows, type Potentials } from "./gibbs-kernel";
import { adaptiveRelaxation, type Relaxation } from "./relaxation";
import { BLOCK, scaleColumns, scaleRows, type Scaling } from "./scaling";

/** A transport problem between masses, its matrices set aside once. */
export interface ScalingProblem {
  costs: CostReader;
  /** Masses of the rows, with zeros added up to a multiple of BLOCK. */
  rowMasses: Float64Array;
  columnMasses: Float64Array;
  logRowMasses: Float64Array;
  logColumnMasses: Float64Array;
  potentials: Potentials;
  scaling: Scaling;
}

/** Scalings this far from where they began are taken up into the kernel: up to here what the kernel cannot hold is below rounding. */
const FARTHEST = 1e15;
/** A first kernel from potentials of zero is safe as long as its exponents stay below this. */
const SAFE_EXPONENT = 60;

/** Sets up a problem, potentials and all at zero. */
export function scalingProblem(
  costs: CostReader,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): ScalingProblem {
  const { rows: n, columns: m } = costs;
  const padded = Math.ceil(n / BLOCK) * BLOCK;
  const rowMasses = new Float64Array(padded);
  rowMasses.set(a);
  return {
    costs,
    rowMasses,
    columnMasses: Float64Array.from(b),
    logRowMasses: Float64Array.from(a, Math.log),
    logColumnMasses: Float64Array.from(b, Math.log),
    potentials: { rows: new Float64Array(n), columns: new Float64Array(m) },
    scaling: {
      kernel: new Float32Array(padded * m),
      rows: new Float64Array(padded),
      columns: new Float64Array(m),
      gathered: new Float64Array(m),
    },
  };
}

/**
 * Iterates at one ε until the sums of rows and columns together miss the masses by less than `enough`, or iterations run out.
 * Scalings that go far are taken up into the potentials, and the kernel made anew from them in the log domain (Schmitzer 2019).
 *
 * @param relaxation of the updates; where iterations at one ε go on, the same again keeps what it has learnt.
 * @returns the iterations done.
 */
export function scaleAt(
  problem: ScalingProblem,
  epsilon: number,
  enough: number,
  maxIterations: number,
  relaxation: Relaxation = adaptiveRelaxation(),
): number {
  const { scaling, rowMasses, columnMasses } = problem;
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const { omega } = relaxation;
    const off =
      scaleColumns(scaling, columnMasses, omega) +
      scaleRows(scaling, rowMasses, omega);
    if (off < enough) return iteration;
    relaxation.observe(off);
    if (wentFar(problem)) {
      absorb(problem, epsilon);
      makeKernel(problem, epsilon);
    }
  }
  return maxIterations;
}

/** Makes the kernel of the present potentials at ε; its scalings begin at the rows' masses and at 1. */
export function makeKernel(problem: ScalingProblem, epsilon: number): void {
  const { costs, potentials, scaling, rowMasses, columnMasses } = problem;
  const isFirst = potentials.rows.every((value) => value === 0);
  if (isFirst && costs.most - costs.least < SAFE_EXPONENT * epsilon)
    potentials.columns.set(
      columnMasses.map((mass) => (mass > 0 ? 0 : -Infinity)),
    );
  else fitColumns(costs, potentials, problem.logColumnMasses, epsilon);
  fitRows(costs, potentials, problem.logRowMasses, epsilon, scaling.kernel);
  scaling.rows.set(rowMasses);
  scaling.columns.set(columnMasses.map((mass) => (mass > 0 ? 1 : 0)));
  scaleRows(scaling, rowMasses, 1);
}

/** Takes the scalings up into the potentials. */
export function absorb(
  { potentials, scaling, rowMasses }: ScalingProblem,
  epsilon: number,
): void {
  const { rows, columns } = potentials;
  for (let i = 0; i < rows.length; i++)
    if (rowMasses[i] > 0)
      rows[i] += epsilon * Math.log(scaling.rows[i] / rowMasses[i]);
  for (let j = 0; j < columns.length; j++)
    if (scaling.columns[j] > 0)
      columns[j] += epsilon * Math.log(scaling.columns[j]);
}

function wentFar({ scaling, rowMasses, columnMasses }: ScalingProblem) {
  const { rows, columns, gathered } = scaling;
  const isFar = (factor: number) =>
    !(factor < FARTHEST && factor > 1 / FARTHEST);
  for (let i = 0; i < rows.length; i++)
    if (rowMasses[i] > 0 && isFar(rows[i] / rowMasses[i])) return true;
  for (let j = 0; j < columns.length; j++)
    if (columnMasses[j] > 0 && (isFar(columns[j]) || !(gathered[j] > 0)))
      return true;
  return false;
}
