/** What a cell may hold: besides plain values, an interval (`[lower, upper]`, or with its mean). */
export type TableCell =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | undefined
  | readonly [number, number]
  | { mean: number; lower: number; upper: number };

/** A table: rows as objects, an arquero table, or a danfo data frame or series. */
export type Table =
  | readonly object[]
  /** arquero */
  | { objects(): object[]; columnNames(): string[] }
  /** danfo */
  | { readonly columns: string[]; readonly values: unknown };

/** How a column is shown. */
export interface ColumnOptions {
  /** What the header says. Default the column's name. */
  header?: string;
  /** `"%"` or `"pp"`: the column holds fractions, shown as per cent or percentage points. Any other unit is only named in the header. */
  unit?: string;
  /** Significant digits of the column's largest number. Default those of the table. */
  digits?: number;
}

export interface TableOptions {
  /** Columns to show, in order. Default all. */
  columns?: readonly string[];
  /** How columns are shown, by name. */
  format?: { readonly [column: string]: ColumnOptions };
  /** Significant digits of each column's largest number. Default 3. */
  digits?: number;
  /** Written with the table. */
  caption?: string;
}
