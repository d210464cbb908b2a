import { type ColumnTable } from "arquero";
import { requireList } from "../files/arguments";
import { written } from "../files/written";
import { cleaned, parseCsv, type TableRows } from "./parse-csv";
import { textOfFile } from "./text-of-file";

/** A table of models: the text of a CSV file or its path, rows as objects, an arquero table or a danfo data frame. */
export type ModelTable =
  | string
  | readonly Record<string, unknown>[]
  | ColumnTable
  | { readonly columns: string[]; readonly values: unknown };

/**
 * Reads a table of any of the kinds that people have: with or without a byte-order mark; separated by commas, semicolons, tabs or bars,
 * whichever the header has most of.
 *
 * @throws RangeError for no rows, no name or the same name for two columns, or rows of another length than the header.
 */
export function readTable(table: ModelTable): TableRows {
  const found = rowsOf(table);
  if (found.rows.length === 0) {
    throw new RangeError("The table has no rows: give it one a model.");
  }
  const names = found.columns.map(cleaned);
  names.forEach((name, i) => {
    const first = names.indexOf(name);
    if (name === "" || first < i) {
      throw new RangeError(
        `Columns ${name === "" ? i + 1 : `${first + 1} and ${i + 1}`} of the table ${name === "" ? "has no name" : `are both called "${name}"`}; give each a name of its own.`,
      );
    }
  });
  return {
    columns: names,
    rows: found.rows.map((row) =>
      Object.fromEntries(names.map((name, i) => [name, row[found.columns[i]]])),
    ),
  };
}

function rowsOf(table: ModelTable): TableRows {
  if (typeof table === "string")
    return parseCsv(/[\r\n]/.test(table) ? table : textOfFile(table));
  if (typeof table !== "object" || table === null)
    throw new RangeError(
      `The table is ${written(table)}, expected the text of a CSV file or its path, rows as objects, an arquero table or a danfo data frame.`,
    );
  if ("objects" in table) {
    return {
      columns: table.columnNames(),
      rows: table.objects() as Record<string, unknown>[],
    };
  }
  if ("columns" in table) {
    const { columns } = table;
    const rows = (table.values as unknown[][]).map((cells) =>
      Object.fromEntries(columns.map((name, i) => [name, cells[i]])),
    );
    return { columns, rows };
  }
  requireList("The table", table, "rows");
  Array.from(table).forEach((row: unknown, i) => {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) return;
    throw new RangeError(
      `Row ${i + 1} of the table is ${written(row)}, expected an object, a column a name: { model: "a", reference: 0.8 }.`,
    );
  });
  const columns = new Set(table.flatMap((row) => Object.keys(row)));
  return { columns: [...columns], rows: [...table] };
}
