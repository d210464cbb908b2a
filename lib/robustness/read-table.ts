import { readFileSync } from "node:fs";
import { fromCSV, type ColumnTable } from "arquero";

/** A table as rows of cells by column, and the line or row that each stands in. */
export interface TableRows {
  columns: string[];
  rows: Record<string, unknown>[];
}

/** A table of models: the text of a CSV file or its path, rows as objects, an arquero table or a danfo data frame. */
export type ModelTable =
  | string
  | readonly Record<string, unknown>[]
  | ColumnTable
  | { readonly columns: string[]; readonly values: unknown };

const DELIMITERS = [",", ";", "\t", "|"];

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

/** A column's name without a byte-order mark and spaces around it. */
export const cleaned = (name: string): string =>
  name.replace(/^\uFEFF/, "").trim();

function rowsOf(table: ModelTable): TableRows {
  if (typeof table === "string") return parse(textOf(table));
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
  const columns = new Set(table.flatMap((row) => Object.keys(row)));
  return { columns: [...columns], rows: [...table] };
}

const textOf = (textOrPath: string): string =>
  /[\r\n]/.test(textOrPath) ? textOrPath : readFileSync(textOrPath, "utf8");

function parse(text: string): TableRows {
  const clean = cleaned(text);
  const [header] = clean.split(/\r?\n|\r/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) =>
    count(next) > count(best) ? next : best,
  );
  const cells = fromCSV(clean, { header: false, autoType: false, delimiter });
  const [first, ...rest] = cells.objects() as Record<string, string>[];
  const keys = cells.columnNames();
  // Numbered, so that two columns of one name stay two.
  const columns = keys.map((key) => first[key]);
  const numbered = rest.filter((row) =>
    keys.some((key) => (row[key] ?? "") !== ""),
  );
  if (new Set(columns.map(cleaned)).size < columns.length) {
    return { columns, rows: numbered };
  }
  return {
    columns,
    rows: numbered.map((row) =>
      Object.fromEntries(keys.map((key, i) => [columns[i], row[key]])),
    ),
  };
}
