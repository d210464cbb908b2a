import { table, type ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import { RESULT_COLUMNS } from "./result-columns";
import type { RunRecord } from "./results-index";

/**
 * Records of runs as a table, one row an evaluation: {@link RESULT_COLUMNS}, then a column for each label and each value, sorted, that any of them
 * has, null where a run has it not. A run without evaluations has one row, without a split.
 *
 * @throws Error where a label and a value have the same name.
 */
export function resultsTable(records: Iterable<RunRecord>): ColumnTable {
  const list = [...records];
  const names = (of: "labels" | "values") =>
    [
      ...new Set(list.flatMap((record) => Object.keys(record[of] ?? {}))),
    ].sort();
  const labels = names("labels");
  const values = names("values");
  const both = labels.find((name) => values.includes(name));
  if (both !== undefined) {
    throw new Error(
      `"${both}" is the name of a label and of a value of runs: give the label another name.`,
    );
  }
  const columns: { [name: string]: Json[] } = Object.fromEntries(
    [...RESULT_COLUMNS, ...labels, ...values].map((name) => [name, []]),
  );
  const {
    experiment,
    run,
    seed,
    epoch,
    split,
    correct,
    total,
    accuracy,
    seconds,
    revision,
    machine,
  } = columns;
  for (const record of list) {
    const rows = record.rows.length > 0 ? record.rows : [null];
    for (const row of rows) {
      experiment.push(record.experiment);
      run.push(record.run);
      seed.push(record.seed);
      epoch.push(row && row.epoch);
      split.push(row && row.split);
      correct.push(row && row.correct);
      total.push(row && row.total);
      accuracy.push(row && row.correct / row.total);
      seconds.push(row && row.seconds);
      revision.push(record.provenance.revision);
      machine.push(record.provenance.machine);
      for (const name of labels) {
        columns[name].push(record.labels?.[name] ?? null);
      }
      for (const name of values) {
        columns[name].push(record.values?.[name] ?? null);
      }
    }
  }
  return table(columns);
}
