import { checkTableOptions } from "./check-table-options";
import { textColumns } from "./text-columns";
import { type Table, type TableOptions } from "./table-data";

/** A table in HTML, without scripts or style sheets, so that any viewer shows it. */
export function toHtml(table: Table, options: TableOptions = {}): string {
  checkTableOptions("toHtml", options);
  const columns = textColumns(table, options);
  const cell = (tag: string, text: string, align: string) =>
    `<${tag} align="${align}" style="text-align:${align};font-variant-numeric:tabular-nums">${escapeHtml(text)}</${tag}>`;
  const row = (cells: string[]) => `<tr>${cells.join("")}</tr>`;
  const head = row(
    columns.map(({ header, align }) => cell("th", header, align)),
  );
  const body = (columns[0]?.cells ?? []).map((_, i) =>
    row(columns.map(({ cells, align }) => cell("td", cells[i]!, align))),
  );
  const caption = options.caption
    ? `<caption>${escapeHtml(options.caption)}</caption>`
    : "";
  return `<table>${caption}<thead>${head}</thead><tbody>${body.join("\n")}</tbody></table>`;
}

const ENTITIES: { [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
