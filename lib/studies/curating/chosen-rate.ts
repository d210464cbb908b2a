import { desc, escape, type ColumnTable } from "arquero";
import type { Arm } from "./plan";

/**
 * The learning rate with the highest accuracy on held-out images like those trained on, among the trials of an arm on a large or on a small set; the only
 * one where there is no choice.
 *
 * @returns undefined where there are no trials yet; the smaller rate where two are equally good.
 */
export function chosenRate(
  results: ColumnTable,
  { model, method, rates }: Arm,
  large: boolean,
): number | undefined {
  if (rates.length === 1) return rates[0];
  if (!results.columnNames().includes("rate")) return undefined;
  return results
    .filter(
      escape(
        (row: { [column: string]: unknown }) =>
          row.part === "rate" &&
          row.split === "validation" &&
          row.model === model.name &&
          row.method === method &&
          row.large === large,
      ),
    )
    .orderby(desc("accuracy"), "rate")
    .array("rate")[0] as number | undefined;
}
