import {
  type Table,
  type TableOptions,
  tableRows,
  type TextColumn,
  textColumns,
} from "./table";

/** Column widths in characters, code points counted. */
const widths = (columns: readonly TextColumn[]) =>
  columns.map(({ header, cells }) =>
    Math.max(3, ...[header, ...cells].map((text) => [...text].length)),
  );

function padded(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - [...text].length));
  return align === "right" ? space + text : text + space;
}

/** Lines of a table in a fixed-width typeface: a header, then the rows. */
function fixedWidth(columns: readonly TextColumn[]): string[][] {
  const room = widths(columns);
  const line = (cells: string[]) =>
    cells.map((cell, i) => padded(cell, room[i]!, columns[i]!.align));
  return [
    line(columns.map(({ header }) => header)),
    ...(columns[0]?.cells ?? []).map((_, row) =>
      line(columns.map(({ cells }) => cells[row]!)),
    ),
  ];
}

/** A table as plain text, its columns lined up. */
export function toText(table: Table, options: TableOptions = {}): string {
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

/**
 * A table in Markdown (GitHub's).
 *
 * @example toMarkdown(table, { format: { robustness: { header: "ER", unit: "pp" } } });
 */
export function toMarkdown(table: Table, options: TableOptions = {}): string {
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

/** A table in HTML, without scripts or style sheets, so that any viewer shows it. */
export function toHtml(table: Table, options: TableOptions = {}): string {
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

/** What a table in LaTeX may have besides. */
export interface LatexOptions extends TableOptions {
  /** `\label` of the table; with it or a caption, the tabular stands in a table environment. */
  label?: string;
}

/**
 * A table in LaTeX, with the rules of the booktabs package.
 *
 * @example toLatex(table, { caption: "Effective robustness per shift.", label: "tab:er" });
 */
export function toLatex(table: Table, options: LatexOptions = {}): string {
  const columns = textColumns(table, options);
  // A row that starts with "[" would be read as an option of the line break before it.
  const line = (cells: string[]) =>
    `${cells.map(escapeLatex).join(" & ").replace(/^\[/, "{[}")} \\\\`;
  const tabular = [
    `\\begin{tabular}{${columns.map(({ align }) => align[0]).join("")}}`,
    "\\toprule",
    line(columns.map(({ header }) => header)),
    "\\midrule",
    ...(columns[0]?.cells ?? []).map((_, row) =>
      line(columns.map(({ cells }) => cells[row]!)),
    ),
    "\\bottomrule",
    "\\end{tabular}",
  ];
  const { caption, label } = options;
  if (!caption && !label) return tabular.join("\n");
  return [
    "\\begin{table}",
    "\\centering",
    ...(caption ? [`\\caption{${escapeLatex(caption)}}`] : []),
    ...(label ? [`\\label{${label}}`] : []),
    ...tabular,
    "\\end{table}",
  ].join("\n");
}

const LATEX: { [character: string]: string } = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "−": "$-$",
  "–": "--",
  "±": "$\\pm$",
  "×": "$\\times$",
  "≤": "$\\le$",
  "≥": "$\\ge$",
  "→": "$\\to$",
  "∞": "$\\infty$",
  "²": "\\textsuperscript{2}",
};
const escapeLatex = (text: string) =>
  text.replace(
    /[\\~^<>|−–±×≤≥→∞²]|[&%$#_{}]/g,
    (character) => LATEX[character] ?? `\\${character}`,
  );

/**
 * A table as CSV (RFC 4180): all digits, no units, missing values empty, columns as they are called in the table.
 *
 * @example fs.writeFileSync("table.csv", toCsv(table));
 */
export function toCsv(
  table: Table,
  options: { columns?: readonly string[] } = {},
): string {
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
