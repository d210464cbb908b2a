import { nearestName } from "../files";
import type { RobustnessOfTableOptions } from "./robustness-of-table-options";
import type { NeedColumn } from "./table-columns";

/**
 * Which rows of a table are baselines.
 *
 * @throws RangeError where none has the value, or a name is no model's, with the nearest.
 */
export function baselineFlags(
  rows: Record<string, unknown>[],
  models: string[],
  {
    baseline = { column: "training", is: "scratch" },
  }: RobustnessOfTableOptions,
  need: NeedColumn,
): boolean[] {
  if ("column" in baseline) {
    const column = need(baseline.column, "that tells baselines");
    const wanted = [baseline.is].flat();
    const values = rows.map((row) => String(row[column]).trim());
    const stray = wanted.find((value) => !values.includes(value));
    if (stray !== undefined) {
      throw new RangeError(
        `No row has "${stray}" in column "${column}", so none is a baseline. ${nearestName(stray, [...new Set(values)])}`,
      );
    }
    return values.map((value) => wanted.includes(value));
  }
  const stray = baseline.find((name) => !models.includes(name));
  if (stray !== undefined) {
    throw new RangeError(
      `The baseline "${stray}" is no model of the table. ${nearestName(stray, models)}`,
    );
  }
  return models.map((name) => baseline.includes(name));
}
