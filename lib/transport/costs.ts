import { requireList } from "../files/arguments";
import type { Rows } from "../numerics";

/** A matrix of costs in one flat array, row after row: what large problems should come as. */
export interface FlatCosts {
  data: Float32Array | Float64Array;
  rows: number;
  columns: number;
}

/** Costs of moving mass between n points and m others: n rows of m finite numbers; negative ones are allowed. */
export type Costs = Rows | FlatCosts;

/** Costs that have been checked, read a row at a time so that none is held twice. */
export interface CostReader {
  rows: number;
  columns: number;
  /** Copies row i into `out`. */
  read(i: number, out: Float64Array): void;
  least: number;
  most: number;
}

/**
 * Checks costs, and gives them a row at a time.
 *
 * @throws RangeError naming the first row that is ragged, or the first value that is no finite number.
 */
export function readCosts(costs: Costs): CostReader {
  if (typeof costs !== "object" || costs === null || !("data" in costs))
    requireList("costs", costs, "rows");
  const { rows, columns, row } = "data" in costs ? flat(costs) : nested(costs);
  if (!(rows > 0 && columns > 0))
    throw new RangeError(`costs is ${rows} × ${columns}; it has no entries.`);
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < rows; i++) {
    const values = row(i);
    if (!ArrayBuffer.isView(values)) requireList(`costs: row ${i}`, values);
    if (values.length !== columns)
      throw new RangeError(
        `costs: row ${i} has ${values.length} values, row 0 has ${columns}.`,
      );
    for (let j = 0; j < columns; j++) {
      const value = values[j];
      if (!Number.isFinite(value))
        throw new RangeError(
          `costs: row ${i}, column ${j} is ${String(value)}, not a finite number.`,
        );
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return { rows, columns, least, most, read: (i, out) => out.set(row(i)) };
}

function nested(costs: Rows) {
  return {
    rows: costs.length,
    columns: costs[0]?.length ?? 0,
    row: (i: number) => costs[i],
  };
}

function flat({ data, rows, columns }: FlatCosts) {
  if (data.length !== rows * columns)
    throw new RangeError(
      `costs holds ${data.length} values, but ${rows} rows of ${columns} need ${rows * columns}.`,
    );
  return {
    rows,
    columns,
    row: (i: number) => data.subarray(i * columns, (i + 1) * columns),
  };
}
