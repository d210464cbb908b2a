import { requireSome } from "../frame/check";
import { type FigureRow } from "../figure";
import { decimals } from "../theme/label";

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

/** A table: rows as objects, an arquero table, or a danfo data frame. */
export type Table =
  | readonly { readonly [column: string]: unknown }[]
  | readonly FigureRow[]
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

/** A column as text, ready to be set in any markup. */
export interface TextColumn {
  /** With its unit: `ER (pp)`. */
  header: string;
  /** Numbers stand to the right, so that their digits line up; text to the left. */
  align: "left" | "right";
  cells: string[];
}

/**
 * The rows of a table as objects, whatever library it comes from.
 *
 * @throws RangeError for an empty table or an unknown column, naming those there are.
 */
export function tableRows(
  table: Table,
  columns?: readonly string[],
): { names: string[]; rows: { [column: string]: unknown }[] } {
  const { names, rows } = readTable(table);
  requireSome(rows, "The table");
  for (const column of columns ?? []) {
    if (!names.includes(column)) {
      throw new RangeError(
        `The table has no column "${column}". It has ${names.map((name) => `"${name}"`).join(", ")}.`,
      );
    }
  }
  return { names: [...(columns ?? names)], rows };
}

function readTable(table: Table) {
  type Row = { [column: string]: unknown };
  if ("objects" in table) {
    return { names: table.columnNames(), rows: table.objects() as Row[] };
  }
  if ("columns" in table) {
    const names = table.columns;
    const rows = (table.values as unknown[][]).map((values) =>
      Object.fromEntries(names.map((name, i) => [name, values[i]])),
    );
    return { names, rows };
  }
  const rows = [...table] as Row[];
  return { names: [...new Set(rows.flatMap(Object.keys))], rows };
}

/**
 * A table as text: numbers rounded to significant digits and lined up, units in the headers.
 *
 * All numbers of a column get the decimals that show the largest one to so many significant digits; where that would leave nothing of
 * the small ones (a column of learning rates, say), each number gets its own. Whole numbers are written out. Missing values are "–".
 */
export function textColumns(
  table: Table,
  options: TableOptions = {},
): TextColumn[] {
  const { names, rows } = tableRows(table, options.columns);
  for (const column of Object.keys(options.format ?? {})) {
    if (!names.includes(column)) {
      throw new RangeError(
        `{format} names the column "${column}", which is not shown. Shown are ${names.map((name) => `"${name}"`).join(", ")}.`,
      );
    }
  }
  return names.map((name) => {
    const { header = name, unit, digits } = options.format?.[name] ?? {};
    const factor = unit === "%" || unit === "pp" ? 100 : 1;
    const cells = rows.map((row) => scaled(row[name] as TableCell, factor));
    const write = numberWriter(
      cells.flatMap(numbersOf),
      digits ?? options.digits ?? 3,
    );
    return {
      header: unit ? `${header} (${unit})` : header,
      align: cells.some((cell) => numbersOf(cell).length > 0)
        ? "right"
        : "left",
      cells: cells.map((cell) => cellText(cell, write)),
    };
  });
}

function scaled(cell: TableCell, factor: number): TableCell {
  if (typeof cell === "number") return cell * factor;
  if (isPair(cell)) return [cell[0] * factor, cell[1] * factor];
  if (isInterval(cell)) {
    return {
      mean: cell.mean * factor,
      lower: cell.lower * factor,
      upper: cell.upper * factor,
    };
  }
  return typeof cell === "bigint" ? Number(cell) * factor : cell;
}

const isPair = (cell: TableCell): cell is readonly [number, number] =>
  Array.isArray(cell) &&
  cell.length === 2 &&
  cell.every((end) => typeof end === "number");

const isInterval = (
  cell: TableCell,
): cell is { mean: number; lower: number; upper: number } =>
  typeof cell === "object" &&
  cell !== null &&
  ["mean", "lower", "upper"].every(
    (key) => typeof (cell as { [key: string]: unknown })[key] === "number",
  );

function numbersOf(cell: TableCell): number[] {
  if (typeof cell === "number") return [cell];
  if (isPair(cell)) return [...cell];
  return isInterval(cell) ? [cell.mean, cell.lower, cell.upper] : [];
}

function cellText(cell: TableCell, write: (value: number) => string): string {
  if (cell === null || cell === undefined) return "–";
  if (typeof cell === "number") return write(cell);
  if (isPair(cell)) return `[${write(cell[0])}, ${write(cell[1])}]`;
  if (isInterval(cell)) {
    const { mean, lower, upper } = cell;
    return `${write(mean)} [${write(lower)}, ${write(upper)}]`;
  }
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  return text.replace(/\s+/g, " ");
}

/** How the numbers of one column are written. */
function numberWriter(
  values: readonly number[],
  digits: number,
): (value: number) => string {
  const finite = values.filter((value) => Number.isFinite(value));
  const sizes = finite.map(Math.abs).filter((size) => size > 0);
  const places = finite.every(Number.isInteger)
    ? 0
    : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.max(...sizes))));
  const vanishes = sizes.some((size) => size < 0.5 * 10 ** -places);
  return (value) => {
    if (!Number.isFinite(value)) return nonFinite(value);
    if (!vanishes || value === 0) return decimals(value, places);
    return String(Number(value.toPrecision(digits))).replaceAll("-", "−");
  };
}

const nonFinite = (value: number) =>
  Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
