import { optionChecker } from "../../files";
import { texts } from "../../files/option-kinds";
import { tableRows } from "./table-rows";
import { type Table } from "./table-data";

const checkOptions = optionChecker<{ columns?: readonly string[] }>("toCsv", {
  columns: texts,
});

/**
 * A table as CSV (RFC 4180): all digits, no units, missing values empty, columns as they are called in the table.
 *
 * @example fs.writeFileSync("table.csv", toCsv(table));
 */
export function toCsv(
  table: Table,
  options: { columns?: readonly string[] } = {},
): string {
  checkOptions(options);
  const { names, rows } = tableRows(table, options.columns);
  const line = (cells: unknown[]) => cells.map(csvCell).join(",");
  return [line(names), ...rows.map((row) => line(names.map((n) => row[n])))]
    .map((text) => `${text}\r\n`)
    .join("");
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text =
    typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
