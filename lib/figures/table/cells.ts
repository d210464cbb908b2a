import { extent } from "../../numerics";
import { decimals } from "../theme";
import { type TableCell } from "./table-data";

/** A cell whose numbers are so many times larger. */
export function scaled(cell: TableCell, factor: number): TableCell {
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

/** The numbers in a cell. */
export function numbersOf(cell: TableCell): number[] {
  if (typeof cell === "number") return [cell];
  if (isPair(cell)) return [...cell];
  return isInterval(cell) ? [cell.mean, cell.lower, cell.upper] : [];
}

/** A cell as text. */
export function cellText(
  cell: TableCell,
  write: (value: number) => string,
): string {
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
export function numberWriter(
  values: readonly number[],
  digits: number,
): (value: number) => string {
  const finite = values.filter((value) => Number.isFinite(value));
  const sizes = finite.map(Math.abs).filter((size) => size > 0);
  const places = finite.every(Number.isInteger)
    ? 0
    : Math.max(0, digits - 1 - Math.floor(Math.log10(extent(sizes)[1])));
  const vanishes = sizes.some((size) => size < 0.5 * 10 ** -places);
  return (value) => {
    if (!Number.isFinite(value)) return nonFinite(value);
    if (!vanishes || value === 0) return decimals(value, places);
    return String(Number(value.toPrecision(digits))).replaceAll("-", "−");
  };
}

const nonFinite = (value: number) =>
  Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
