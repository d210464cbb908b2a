import { desc, escape, type ColumnTable } from "arquero";

/**
 * The learning rate with the highest accuracy on held-out reference images, among the trials of one model and method.
 *
 * @param results of trials, with the labels `part` ("rate"), `model`, `method` and `rate`.
 * @returns undefined where there are none yet; the smaller rate where two are equally good.
 */
export function bestRate(
  results: ColumnTable,
  { model, method }: { model: string; method: string },
): number | undefined {
  if (!results.columnNames().includes("rate")) return undefined;
  return results
    .filter(
      escape(
        (row: { [column: string]: unknown }) =>
          row.part === "rate" &&
          row.split === "validation" &&
          row.model === model &&
          row.method === method,
      ),
    )
    .orderby(desc("accuracy"), "rate")
    .array("rate")[0] as number | undefined;
}
