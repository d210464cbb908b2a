import { desc, escape, type ColumnTable } from "arquero";

/**
 * The learning rate with the highest accuracy on held-out images like those trained on, among trials with some labels. The shifted accuracy is never
 * looked at.
 *
 * @param results of trials, with the labels `part` ("rate") and `rate`, and those of `labels`.
 * @returns undefined where there are none yet; the smaller rate where two are equally good.
 */
export function rateByValidation(
  results: ColumnTable,
  labels: { readonly [label: string]: string | boolean },
): number | undefined {
  if (!results.columnNames().includes("rate")) return undefined;
  const wanted = Object.entries({
    ...labels,
    part: "rate",
    split: "validation",
  });
  return results
    .filter(
      escape((row: { [column: string]: unknown }) =>
        wanted.every(([name, value]) => row[name] === value),
      ),
    )
    .orderby(desc("accuracy"), "rate")
    .array("rate")[0] as number | undefined;
}
