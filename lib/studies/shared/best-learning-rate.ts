import { escape, type ColumnTable } from "arquero";

/**
 * The learning rate with the highest accuracy on the validation set, among the
 * trials of one source and strategy.
 *
 * @param results of trials, with the labels `part` ("rate"), `source`, `strategy` and `rate`.
 * @returns undefined where there are no results yet; the smaller rate where two are equally good.
 */
export function bestLearningRate(
  results: ColumnTable,
  wanted: { source: string; strategy: string },
): number | undefined {
  if (!results.columnNames().includes("rate")) return undefined;
  const isWanted = (row: { [column: string]: unknown }) =>
    row.part === "rate" &&
    row.split === "validation" &&
    Object.entries(wanted).every(([name, value]) => row[name] === value);
  const trials = results.filter(escape(isWanted)).objects() as {
    rate: number;
    accuracy: number;
  }[];
  return trials.sort((a, b) => b.accuracy - a.accuracy || a.rate - b.rate)[0]
    ?.rate;
}
