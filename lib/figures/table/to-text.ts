import { checkTableOptions } from "./check-table-options";
import { fixedWidth, widths } from "./fixed-width";
import { textColumns } from "./text-columns";
import { type Table, type TableOptions } from "./table-data";

/** A table as plain text, its columns lined up. */
export function toText(table: Table, options: TableOptions = {}): string {
  checkTableOptions("toText", options);
  const columns = textColumns(table, options);
  const [header, ...rows] = fixedWidth(columns).map((cells) =>
    cells.join("  ").trimEnd(),
  );
  const rule = "─".repeat([...widths(columns)].reduce((a, b) => a + b + 2, -2));
  return [
    ...(options.caption ? [options.caption, ""] : []),
    header,
    rule,
    ...rows,
  ].join("\n");
}
