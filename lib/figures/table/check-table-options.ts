import { optionChecker, type OptionKinds } from "../../files";
import { object, text, texts, whole } from "../../files/option-kinds";
import { type ColumnOptions, type TableOptions } from "./table-data";

const digits = whole(1, 17);

const kinds: OptionKinds<TableOptions> = {
  columns: texts,
  format: object,
  digits,
  caption: text,
};

/**
 * Refuses options of a table that there are not, or that are out of range.
 *
 * @param door the function that was given them, for the message.
 * @param more kinds of what it takes besides.
 */
export function checkTableOptions<Options extends TableOptions>(
  door: string,
  options: Options,
  more: Partial<OptionKinds<Options>> = {},
): void {
  optionChecker<TableOptions>(door, { ...kinds, ...more })(options);
  const checkColumn = optionChecker<ColumnOptions>(`A column of ${door}`, {
    header: text,
    unit: text,
    digits,
  });
  Object.values(options.format ?? {}).forEach(checkColumn);
}
