import { fromCSV } from "arquero";
import { written } from "../files/written";

/** A table as rows of cells by column, and the line or row that each stands in. */
export interface TableRows {
  columns: string[];
  rows: Record<string, unknown>[];
}

const DELIMITERS = [",", ";", "\t", "|"];

/** A column's name without a byte-order mark and spaces around it. */
export const cleaned = (name: string | null): string =>
  (name ?? "").replace(/^\uFEFF/, "").trim();

/**
 * The rows of a CSV file: separated by commas, semicolons, tabs or bars, whichever the header has most of, or by what a first line `sep=;`
 * says, as Excel has it.
 *
 * @throws RangeError for JSON, a quotation mark that is not closed, or a row that is longer than the header.
 */
export function parseCsv(text: string): TableRows {
  const { body, delimiter } = separated(cleaned(text));
  refuseOthers(body);
  // A column more, in which what is too much of a row shows.
  const widened = body.replace(
    /\r\n|\n|\r|$/,
    (end) => `${delimiter}${BEYOND}${end}`,
  );
  const cells = fromCSV(widened, { header: false, autoType: false, delimiter });
  const [first, ...rest] = cells.objects() as Record<string, string>[];
  const keys = cells.columnNames();
  const beyond = keys.findIndex((key) => cleaned(first[key]) === BEYOND);
  const filled = rest.filter((row) => keys.some((key) => !isEmpty(row[key])));
  const long = filled.findIndex((row) =>
    keys.slice(beyond).some((key) => !isEmpty(row[key])),
  );
  if (long >= 0) {
    throw new RangeError(
      `Row ${long + 1} of the table (${written(filled[long][keys[0]])}) has more cells than the header, the first beyond it ${written(filled[long][keys[beyond]])}: a name for the column is missing, or a cell with "${delimiter === "\t" ? "a tab" : delimiter}" in it wants quotation marks.`,
    );
  }
  const named = keys
    .slice(0, beyond)
    .filter(
      (key) => !isEmpty(first[key]) || filled.some((row) => !isEmpty(row[key])),
    );
  return numberedWhereAlike(
    named.map((key) => first[key] ?? ""),
    named,
    filled,
  );
}

const BEYOND = "beyond the header";

const isEmpty = (cell: string | null | undefined): boolean =>
  (cell ?? "").trim() === "";

function separated(text: string): { body: string; delimiter: string } {
  const told = /^sep=(.)(\r\n|\n|\r)/.exec(text);
  if (told) return { body: text.slice(told[0].length), delimiter: told[1] };
  const [header] = text.split(/\r?\n|\r/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) =>
    count(next) > count(best) ? next : best,
  );
  return { body: text, delimiter };
}

function refuseOthers(text: string): void {
  if (text === "")
    throw new RangeError("The table is empty: give it a header and rows.");
  if (/^\s*[[{]/.test(text))
    throw new RangeError(
      "The table looks like JSON, expected CSV: hand over JSON.parse of it, a list of objects.",
    );
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    throw new RangeError(
      "A quotation mark in the table is opened and not closed: one within a cell is written twice, and the cell in quotation marks.",
    );
}

/** Rows by column; by number where two columns are called alike, so that they stay two. */
function numberedWhereAlike(
  columns: string[],
  keys: readonly string[],
  rows: Record<string, string>[],
): TableRows {
  const isAlike = new Set(columns.map(cleaned)).size < columns.length;
  if (isAlike) return { columns, rows };
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries(keys.map((key, i) => [columns[i], row[key]])),
    ),
  };
}
