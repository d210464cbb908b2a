import { optionChecker } from "../../files";
import {
  object,
  text as textKind,
  texts,
  whole,
} from "../../files/option-kinds";
import { notebookOutput } from "../../notebook/notebook-output";
import { toHtml } from "./to-html";
import { toMarkdown } from "./to-markdown";
import { toText } from "./to-text";
import {
  type ColumnOptions,
  type Table,
  type TableOptions,
} from "./table-data";

const digits = whole(1, 17);
const checkOptions = optionChecker<TableOptions>("showTable", {
  columns: texts,
  format: object,
  digits,
  caption: textKind,
});
const checkColumn = optionChecker<ColumnOptions>("A column of showTable", {
  header: textKind,
  unit: textKind,
  digits,
});

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
  checkOptions(options);
  Object.values(options.format ?? {}).forEach(checkColumn);
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
