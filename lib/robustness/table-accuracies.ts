import { written } from "../files/written";

/** What the numbers of a table are. */
export type AccuracyUnit = "fraction" | "per cent" | "count";

/** Words for a figure that is missing. */
const MISSING = new Set([
  "",
  "na",
  "n/a",
  "nan",
  "null",
  "none",
  "-",
  "–",
  "—",
  "#n/a",
  "?",
]);

/** Whether a cell says that its figure is missing. */
export const isMissing = (cell: unknown): boolean =>
  cell === null ||
  cell === undefined ||
  (typeof cell === "number" && Number.isNaN(cell)) ||
  (typeof cell === "string" && MISSING.has(cell.trim().toLowerCase()));

/**
 * The number in a cell: a number, or text with a decimal point or comma, and a per cent sign or none. NaN where it is none.
 *
 * @example parseNumber("81,3 %") // 81.3
 */
export function parseNumber(cell: unknown): number {
  if (typeof cell === "number" || typeof cell === "bigint") return Number(cell);
  if (typeof cell !== "string") return NaN;
  const text = cell.trim().replace(/\s*%$/, "");
  const plain = /^[+-]?\d+,\d+$/.test(text) ? text.replace(",", ".") : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)
    ? Number(plain)
    : NaN;
}

/** A column of a table of accuracies. */
export interface AccuracyCells {
  /** What to call the column. */
  column: string;
  cells: readonly unknown[];
  /** Where each stands, for messages: "row 3 (resnet50)". */
  places: readonly string[];
}

/**
 * A column's accuracies as fractions.
 *
 * @param unit what the numbers are; undefined: fractions, or per cent where the column has per cent signs.
 * @param totals number of examples of each row, for counts.
 * @throws RangeError naming the column, the place and the value: no number, out of range, or above 1 without a unit.
 */
export function fractionsOf(
  { column, cells, places }: AccuracyCells,
  unit: AccuracyUnit | undefined,
  totals?: readonly number[],
): number[] {
  const signed = cells.some(
    (cell) => typeof cell === "string" && cell.trim().endsWith("%"),
  );
  const numbers = cells.map(parseNumber);
  const refuse = (row: number, why: string): never => {
    throw new RangeError(
      `Column "${column}", ${places[row]}: ${written(cells[row])} ${why}`,
    );
  };
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) refuse(bad, "is no number; correct it, or leave the row out.");
  const negative = numbers.findIndex((value) => value < 0);
  if (negative >= 0) refuse(negative, "is negative, which no accuracy is.");
  if (unit === "count" && !totals) {
    throw new RangeError(
      `Column "${column}" holds counts: say out of how many, by total.`,
    );
  }
  const broken =
    unit === "count"
      ? numbers.findIndex((value) => !Number.isInteger(value))
      : -1;
  if (broken >= 0) {
    refuse(
      broken,
      "is no whole number of examples: where a point or comma separates thousands, leave it out.",
    );
  }
  const most = (row: number) =>
    unit === "count" ? totals![row] : unit === "per cent" || signed ? 100 : 1;
  const above = numbers.findIndex((value, row) => value > most(row));
  if (above >= 0) {
    refuse(
      above,
      most(above) === 1 && unit === undefined
        ? 'is above 1: say what the numbers are, unit: "per cent" or "count".'
        : `is above ${most(above)}, the most that there can be in a column of unit "${unit ?? "per cent"}".`,
    );
  }
  return numbers.map((value, row) => value / most(row));
}
