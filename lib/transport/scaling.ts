/** A kernel K whose rows sum to 1, and scalings of its rows and columns: the plan diag(u)·K·diag(v). */
export interface Scaling {
  /** n rows of m numbers, n rounded up to a multiple of {@link BLOCK}; the rows added are zero. */
  kernel: Float32Array;
  /** u, likewise with zeros added. */
  rows: Float64Array;
  /** v. */
  columns: Float64Array;
  /** Kᵀu. */
  gathered: Float64Array;
}

/** Rows that one pass takes at once, so that it reads the columns' vectors a quarter as often. */
export const BLOCK = 4;

/**
 * Moves the columns' scalings towards v = b / Kᵀu, by the power ω of the step.
 *
 * @param masses b.
 * @returns by how much the columns' sums were off before, in total.
 */
export function scaleColumns(
  { columns, gathered }: Scaling,
  masses: Float64Array,
  omega: number,
): number {
  let off = 0;
  for (let j = 0; j < columns.length; j++) {
    const sum = columns[j] * gathered[j];
    off += Math.abs(sum - masses[j]);
    columns[j] = moved(columns[j], masses[j], sum, omega);
  }
  return off;
}

/**
 * Moves the rows' scalings towards u = a / Kv and gathers Kᵀu for the columns' next turn, in one pass over the kernel: its
 * reading is what an iteration costs.
 *
 * @param masses a, with zeros for the rows added.
 * @returns by how much the rows' sums were off before, in total.
 */
export function scaleRows(
  { kernel, rows, columns, gathered }: Scaling,
  masses: Float64Array,
  omega: number,
): number {
  const m = columns.length;
  let off = 0;
  gathered.fill(0);
  for (let i = 0; i < rows.length; i += BLOCK) {
    const [k0, k1, k2, k3] = [i * m, (i + 1) * m, (i + 2) * m, (i + 3) * m];
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < m; j++) {
      const v = columns[j];
      s0 += kernel[k0 + j] * v;
      s1 += kernel[k1 + j] * v;
      s2 += kernel[k2 + j] * v;
      s3 += kernel[k3 + j] * v;
    }
    off += Math.abs(rows[i] * s0 - masses[i]);
    off += Math.abs(rows[i + 1] * s1 - masses[i + 1]);
    off += Math.abs(rows[i + 2] * s2 - masses[i + 2]);
    off += Math.abs(rows[i + 3] * s3 - masses[i + 3]);
    const u0 = moved(rows[i], masses[i], rows[i] * s0, omega);
    const u1 = moved(rows[i + 1], masses[i + 1], rows[i + 1] * s1, omega);
    const u2 = moved(rows[i + 2], masses[i + 2], rows[i + 2] * s2, omega);
    const u3 = moved(rows[i + 3], masses[i + 3], rows[i + 3] * s3, omega);
    rows[i] = u0;
    rows[i + 1] = u1;
    rows[i + 2] = u2;
    rows[i + 3] = u3;
    for (let j = 0; j < m; j++)
      gathered[j] +=
        u0 * kernel[k0 + j] +
        u1 * kernel[k1 + j] +
        u2 * kernel[k2 + j] +
        u3 * kernel[k3 + j];
  }
  return off;
}

/** A scaling after its step; one whose sum has vanished stays, for the kernel to be made anew. */
function moved(scaling: number, mass: number, sum: number, omega: number) {
  if (!(sum > 0)) return mass > 0 ? scaling : 0;
  const step = mass / sum;
  return scaling * (omega === 1 ? step : step ** omega);
}
