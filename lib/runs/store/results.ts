import type { ColumnTable } from "arquero";
import { byRun, committedByStudy } from "./committed-results";
import type { Run } from "../run";
import { storedRecords, type RunRecord } from "./results-index";
import { resultsTable } from "./results-table";
import type { Store } from "./store";

/**
 * All results by run: those in the store's folder, and the committed ones besides.
 *
 * A run whose weights are made again, because something more is asked of them, has a second record, which on another processor may differ in the last
 * digits. So that what was measured on the same weights stays together, a study's own committed records go before the store's, and these before those of
 * other studies.
 *
 * @param study whose own committed records go first.
 */
export function allRecords(
  store: Store,
  study?: string,
): Map<string, RunRecord> {
  const committed = store.committed
    ? committedByStudy(store.committed)
    : new Map<string, RunRecord[]>();
  return byRun([
    ...[...committed.values()].flat(),
    ...storedRecords(store).values(),
    ...(committed.get(study ?? "") ?? []),
  ]);
}

/**
 * All results of a store as a table, one row an evaluation: experiment, run, seed, epoch, split, correct, total, accuracy, seconds, revision,
 * machine, and a column for each label and value. Experiment and labels are those of whoever asked for a run first.
 *
 * @example
 * const best = readResults(openStore()).filter((d) => d.split === "reference").orderby(desc("accuracy"));
 */
export function readResults(store: Store): ColumnTable {
  return resultsTable(allRecords(store).values());
}

/**
 * Results of the runs asked for, under the names and labels that they are asked for by. Runs without a result are left out.
 *
 * @param runs as {@link runsOf} makes them.
 */
export function resultsOf(runs: readonly Run[], store: Store): ColumnTable {
  return tableOf(runs, allRecords(store));
}

/** {@link resultsOf} records that have been read already. */
export const tableOf = (
  runs: readonly Run[],
  records: ReadonlyMap<string, RunRecord>,
): ColumnTable => resultsTable(recordsOf(runs, records));

/** The records of runs, under the names and labels that they are asked for by; those without a result are left out. */
export const recordsOf = (
  runs: readonly Run[],
  records: ReadonlyMap<string, RunRecord>,
): RunRecord[] =>
  runs.flatMap(({ id, experiment, labels }) => {
    const record = records.get(id);
    return record ? [{ ...record, experiment, labels }] : [];
  });
