import type { Scaling } from "./scaling";
import type { ScalingProblem } from "./stabilised-scaling";

/**
 * Lets the columns of the plan sum to their masses, and measures what is left: the plan's cost, and by how much sums of rows and
 * columns miss the masses, in total, as a share of all mass.
 */
export function measurePlan(problem: ScalingProblem, mass: number) {
  const { costs, scaling, rowMasses, columnMasses } = problem;
  const { kernel, rows, columns, gathered } = scaling;
  const m = columns.length;
  for (let j = 0; j < m; j++)
    if (gathered[j] > 0) columns[j] = columnMasses[j] / gathered[j];
  const row = new Float64Array(m);
  const columnSums = new Float64Array(m);
  let cost = 0;
  let missed = 0;
  for (let i = 0; i < costs.rows; i++) {
    costs.read(i, row);
    const offset = i * m;
    let sum = 0;
    for (let j = 0; j < m; j++) {
      const moved = rows[i] * kernel[offset + j] * columns[j];
      sum += moved;
      columnSums[j] += moved;
      cost += moved * row[j];
    }
    missed += Math.abs(sum - rowMasses[i]);
  }
  for (let j = 0; j < m; j++)
    missed += Math.abs(columnSums[j] - columnMasses[j]);
  return { cost, marginalError: missed / mass };
}

/** The plan as n rows of m masses. */
export function planRows(
  { kernel, rows, columns }: Scaling,
  n: number,
): number[][] {
  const m = columns.length;
  return Array.from({ length: n }, (_, i) =>
    Array.from(columns, (scale, j) => rows[i] * kernel[i * m + j] * scale),
  );
}
