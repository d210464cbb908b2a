import type { Run } from "./run";
import type { RunRecord } from "./store/results-index";

/**
 * Records that were a study's once, and are no more: of the same experiment and seed as a run that has no result, but computed from another
 * specification, by an older version of its kind, or from other data or weights. They are shown nowhere.
 *
 * @param runs planned.
 */
export function staleRecords(
  runs: readonly Run[],
  records: ReadonlyMap<string, RunRecord>,
): RunRecord[] {
  const planned = new Set(runs.map(({ id }) => id));
  const keyOf = (experiment: string, seed: unknown) =>
    JSON.stringify([experiment, seed]);
  const open = new Set(
    runs
      .filter(({ id }) => !records.has(id))
      .map(({ experiment, spec }) => keyOf(experiment, spec.seed)),
  );
  return [...records.values()].filter(
    ({ run, experiment, seed }) =>
      !planned.has(run) && open.has(keyOf(experiment, seed)),
  );
}

/** What to say of stale records; undefined where there are none. */
export function staleWarning(stale: readonly RunRecord[]): string | undefined {
  if (stale.length === 0) return undefined;
  const [{ experiment, seed, run }] = stale;
  return (
    `${stale.length} stored ${stale.length === 1 ? "result is" : "results are"} stale and not shown, first of "${experiment}", seed ${seed} (run ${run}): ` +
    "the specification, the version of the code, or the data or weights that they were computed from have changed since. Compute them again: npm run sweep."
  );
}
