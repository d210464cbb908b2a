import type { CostReader } from "./costs";

/** Potentials of the rows and columns of a plan exp((row + column − cost)/ε), in units of the costs; −∞ where there is no mass. */
export interface Potentials {
  rows: Float64Array;
  columns: Float64Array;
}

/** Smaller entries of a kernel, whose rows sum to 1, count as zero: singles below it lose their digits and slow the processor down. */
const NEGLIGIBLE = 1e-37;

/**
 * Sets the columns' potentials so that the columns of the plan sum to their masses, in the log domain:
 * gⱼ = ε·(log bⱼ − log Σᵢ exp((fᵢ − cᵢⱼ)/ε)).
 *
 * @param logMasses m logarithms of masses.
 */
export function fitColumns(
  costs: CostReader,
  { rows, columns }: Potentials,
  logMasses: Float64Array,
  epsilon: number,
): void {
  const m = columns.length;
  const row = new Float64Array(m);
  const most = new Float64Array(m).fill(-Infinity);
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] === -Infinity) continue;
    costs.read(i, row);
    for (let j = 0; j < m; j++) {
      const value = rows[i] - row[j];
      if (value > most[j]) most[j] = value;
    }
  }
  const sums = new Float64Array(m);
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] === -Infinity) continue;
    costs.read(i, row);
    for (let j = 0; j < m; j++)
      sums[j] += Math.exp((rows[i] - row[j] - most[j]) / epsilon);
  }
  for (let j = 0; j < m; j++)
    columns[j] = epsilon * (logMasses[j] - Math.log(sums[j])) - most[j];
}

/**
 * Sets the rows' potentials likewise, and writes the plan with each row divided by its mass: the kernel, whose rows sum to 1.
 *
 * @param kernel n rows of m numbers, overwritten.
 */
export function fitRows(
  costs: CostReader,
  { rows, columns }: Potentials,
  logMasses: Float64Array,
  epsilon: number,
  kernel: Float32Array,
): void {
  const m = columns.length;
  const row = new Float64Array(m);
  for (let i = 0; i < rows.length; i++) {
    costs.read(i, row);
    let most = -Infinity;
    for (let j = 0; j < m; j++) {
      row[j] = columns[j] - row[j];
      if (row[j] > most) most = row[j];
    }
    let sum = 0;
    for (let j = 0; j < m; j++) {
      row[j] = Math.exp((row[j] - most) / epsilon);
      sum += row[j];
    }
    const offset = i * m;
    for (let j = 0; j < m; j++) {
      const share = row[j] / sum;
      kernel[offset + j] = share < NEGLIGIBLE ? 0 : share;
    }
    rows[i] = epsilon * (logMasses[i] - Math.log(sum)) - most;
  }
}
