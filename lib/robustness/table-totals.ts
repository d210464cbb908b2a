import type { RobustnessOfTableOptions } from "./robustness-of-table-options";
import { parseNumber } from "./table-accuracies";
import type { NeedColumn } from "./table-columns";

/** Out of how many examples each row's count is; undefined where no total is given. */
export function totalsOf(
  rows: Record<string, unknown>[],
  side: "reference" | "shifted",
  { total }: RobustnessOfTableOptions,
  need: NeedColumn,
): number[] | undefined {
  const given = typeof total === "object" ? total[side] : total;
  if (given === undefined) return undefined;
  const column = typeof given === "string" ? need(given, "total") : undefined;
  return rows.map((row, i) => {
    const count =
      column === undefined ? Number(given) : parseNumber(row[column]);
    if (Number.isInteger(count) && count > 0) return count;
    throw new RangeError(
      `The total of row ${i + 1} is ${JSON.stringify(column === undefined ? given : row[column])}, expected a whole number of examples above 0.`,
    );
  });
}
