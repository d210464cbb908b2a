import { text } from "../../files/option-kinds";
import { checkTableOptions } from "./check-table-options";
import { textColumns } from "./text-columns";
import { type Table, type TableOptions } from "./table-data";

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
  checkTableOptions("toLatex", options, { label: text });
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
