import { claimOf } from "./store/claims";
import type { Run } from "./run";
import { readFailure } from "./store/run-failure";
import type { RunRecord } from "./store/results-index";
import type { Store } from "./store/store";

/** How far the runs of one experiment are. */
export interface ExperimentStatus {
  experiment: string;
  runs: number;
  done: number;
  running: number;
  failed: number;
  missing: number;
  /** Of work left for one process, at the pace of this experiment's runs, or else of all; null before any run is done. */
  secondsOfWork: number | null;
}

/** How far each experiment is: as the store tells it alone, whoever is at work. */
export function experimentStatuses(
  runs: readonly Run[],
  records: ReadonlyMap<string, RunRecord>,
  store: Store,
  now: number = Date.now(),
): ExperimentStatus[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const group = groups.get(run.experiment);
    if (group) group.push(run);
    else groups.set(run.experiment, [run]);
  }
  const pace = (some: readonly Run[]) =>
    mean(some.flatMap(({ id }) => records.get(id)?.seconds ?? []));
  const overall = pace(runs);
  return [...groups].map(([experiment, group]) => {
    const open = group.filter(({ id }) => !records.has(id));
    const claims = open.flatMap(({ id }) => claimOf(store, id) ?? []);
    const failed = open.filter(
      ({ id }) => !claimOf(store, id) && readFailure(store, id),
    ).length;
    const missing = open.length - claims.length - failed;
    const each = pace(group) ?? overall;
    const leftOfClaims = claims.map(({ started }) =>
      Math.max(0, (each ?? 0) - (now - Date.parse(started)) / 1000),
    );
    return {
      experiment,
      runs: group.length,
      done: group.length - open.length,
      running: claims.length,
      failed,
      missing,
      secondsOfWork: each === null ? null : missing * each + sum(leftOfClaims),
    };
  });
}

const sum = (numbers: readonly number[]) =>
  numbers.reduce((total, each) => total + each, 0);

const mean = (numbers: readonly number[]) =>
  numbers.length > 0 ? sum(numbers) / numbers.length : null;
