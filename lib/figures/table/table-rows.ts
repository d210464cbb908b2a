import { requireList } from "../../files/arguments";
import { written } from "../../files/written";
import { requireSome } from "../frame";
import { type Table } from "./table-data";

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
  if (typeof table !== "object" || table === null)
    throw new RangeError(
      `${written(table)} is no table: give rows as objects, an arquero table, or a danfo data frame or series.`,
    );
  if ("objects" in table) {
    return { names: table.columnNames(), rows: table.objects() as Row[] };
  }
  if ("columns" in table) {
    const names = table.columns;
    // A danfo series has one value a row, not a list of them.
    const rows = (table.values as unknown[]).map((values) =>
      Object.fromEntries(
        names.map((name, i) => [
          name,
          Array.isArray(values) ? (values as unknown[])[i] : values,
        ]),
      ),
    );
    return { names, rows };
  }
  const rows = [...listOfRows(table)] as Row[];
  return { names: [...new Set(rows.flatMap(Object.keys))], rows };
}

/** Refuses what is no list of objects. */
function listOfRows(table: Table): Iterable<unknown> {
  requireList("The table", table, "rows");
  const rows = Array.from(table);
  const stray = rows.findIndex(
    (row) => typeof row !== "object" || row === null || Array.isArray(row),
  );
  if (stray >= 0)
    throw new RangeError(
      `Row ${stray} of the table is ${written(rows[stray])}, expected an object, a column a name: { model: "a", accuracy: 0.8 }.`,
    );
  return rows;
}
