import { notebookOutput } from "../../notebook/notebook-output";
import { toHtml } from "./to-html";
import { toMarkdown } from "./to-markdown";
import { toText } from "./to-text";
import { type Table, type TableOptions } from "./types";

/**
 * Show a table in the notebook: aligned, rounded to significant digits, units in the headers. The output holds it as HTML (without
 * script or style sheet, so that every viewer shows it), Markdown and plain text. Outside a notebook it goes to standard output.
 *
 * @param table rows as objects, an arquero table or a danfo data frame.
 * @throws RangeError for an empty table or an unknown column.
 * @example
 * lab.showTable(table, { format: { robustness: { header: "ER", unit: "pp" }, seconds: { unit: "s" } } });
 */
export function showTable(table: Table, options: TableOptions = {}): void {
  const text = toText(table, options);
  const shown = notebookOutput({
    data: {
      "text/html": toHtml(table, options),
      "text/markdown": toMarkdown(table, options),
      "text/plain": text,
    },
  });
  if (!shown) console.log(text);
}
