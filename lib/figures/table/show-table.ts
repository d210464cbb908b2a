import { notebookOutput } from "../../notebook/notebook-output";
import { toHtml } from "./to-html";
import { toMarkdown } from "./to-markdown";
import { toText } from "./to-text";
import { checkTableOptions } from "./check-table-options";
import { type Table, type TableOptions } from "./table-data";

/**
 * Show a table in the notebook: aligned, rounded to significant digits, units in the headers. The output holds it as HTML (without
 * script or style sheet, so that every viewer shows it), Markdown and plain text. Outside a notebook it goes to standard output.
 *
 * @param table rows as objects, an arquero table or a danfo data frame or series.
 * @throws RangeError for an empty table, an unknown column, or an option that there is not.
 * @example
 * lab.showTable(table, { format: { robustness: { header: "ER", unit: "pp" }, seconds: { unit: "s" } } });
 */
export function showTable(table: Table, options: TableOptions = {}): void {
  checkTableOptions("showTable", options);
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
