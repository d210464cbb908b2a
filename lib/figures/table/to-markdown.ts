import { checkTableOptions } from "./check-table-options";
import { fixedWidth, widths } from "./fixed-width";
import { textColumns } from "./text-columns";
import { type Table, type TableOptions } from "./table-data";

/**
 * A table in Markdown (GitHub's).
 *
 * @example toMarkdown(table, { format: { robustness: { header: "ER", unit: "pp" } } });
 */
export function toMarkdown(table: Table, options: TableOptions = {}): string {
  checkTableOptions("toMarkdown", options);
  const columns = textColumns(table, options).map((column) => ({
    ...column,
    header: escapeMarkdown(column.header),
    cells: column.cells.map(escapeMarkdown),
  }));
  const [header, ...rows] = fixedWidth(columns).map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  const rule = widths(columns).map((width, i) =>
    columns[i]!.align === "right"
      ? `${"-".repeat(width - 1)}:`
      : "-".repeat(width),
  );
  return [
    ...(options.caption ? [escapeMarkdown(options.caption), ""] : []),
    header,
    `| ${rule.join(" | ")} |`,
    ...rows,
  ].join("\n");
}

const escapeMarkdown = (text: string) =>
  text.replace(/[\\`*_{}[\]<>|~$]/g, "\\$&");
