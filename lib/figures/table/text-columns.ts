import { cellText, numbersOf, numberWriter, scaled } from "./cells";
import { tableRows } from "./table-rows";
import { type Table, type TableCell, type TableOptions } from "./table-data";

/** A column as text, ready to be set in any markup. */
export interface TextColumn {
  /** With its unit: `ER (pp)`. */
  header: string;
  /** Numbers stand to the right, so that their digits line up; text to the left. */
  align: "left" | "right";
  cells: string[];
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
