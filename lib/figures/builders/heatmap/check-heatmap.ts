import { requireFields, requireText } from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { written } from "../../../files/written";
import { requireFinite, requireSome, requireWholeInterval } from "../../frame";
import { type HeatmapCell, type HeatmapOptions } from "./heatmap-data";

const OF_A_CELL = "row column value lower upper text plain outlined".split(" ");

/** Whether a cell has no value. */
export const isEmpty = ({ value }: HeatmapCell): boolean =>
  value === undefined || value === null || Number.isNaN(value);

/** Refuse cells that can't be drawn, two for one place, and those outside of the rows and columns that there are; none with a value. */
export function checkCells(
  cells: readonly HeatmapCell[],
  { rows, columns }: HeatmapOptions,
): void {
  requireSome(cells, "The list of cells");
  const listed = {
    row: named(rows, "rows"),
    column: named(columns, "columns"),
  };
  const taken = new Set<string>();
  for (const cell of cells) {
    const where = checkCell(cell);
    if (taken.has(where))
      throw new RangeError(
        `There are two cells for ${where}: summarise the rows first, or tell them apart by row or column.`,
      );
    taken.add(where);
    for (const side of ["row", "column"] as const)
      if (listed[side] && !listed[side].has(cell[side]))
        throw new RangeError(
          `The ${side} of ${where} is none of options.${side}s (${[...listed[side]].join(", ")}): add it there or leave the cell out.`,
        );
  }
  if (cells.every(isEmpty))
    throw new RangeError(
      `None of the ${cells.length} cells has a value: there is nothing to draw. Check the filter or the run that should have filled them.`,
    );
}

/** @returns which cell it is, for messages. */
function checkCell(cell: HeatmapCell): string {
  requireFields("A cell", cell);
  const { row, column, value, text } = cell;
  requireText("The row of a cell", row);
  requireText(`The column of a cell of row "${row}"`, column);
  const where = JSON.stringify(`${row}, ${column}`);
  refuseMisspelt(`The cell ${where}`, cell, OF_A_CELL);
  if (!isEmpty(cell)) requireFinite(value!, `The value of ${where}`);
  requireWholeInterval(cell, `The interval of ${where}`);
  if (text !== undefined) requireText(`The text of ${where}`, text);
  for (const flag of ["plain", "outlined"] as const) {
    if (cell[flag] === undefined || typeof cell[flag] === "boolean") continue;
    throw new RangeError(
      `${flag} of ${where} is ${written(cell[flag])}, expected true or false.`,
    );
  }
  return where;
}

/** Refuse a list of rows or columns that names one twice. */
function named(
  names: readonly string[] | undefined,
  what: string,
): Set<string> | undefined {
  if (!names) return undefined;
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new RangeError(
      `options.${what} has "${twice}" twice: each needs a name of its own.`,
    );
  return new Set(names);
}
