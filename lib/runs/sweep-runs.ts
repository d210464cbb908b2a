import { setTimeout as sleep } from "node:timers/promises";
import { interruption } from "../notebook/interruption";
import { claimOf } from "./store/claims";
import { optionChecker } from "../files";
import { anything, callable, flag, object, oneOf } from "../files/option-kinds";
import type { Engine } from "./engines/engine";
import type { Run } from "./run";
import type { Experiment, Profile } from "./experiment";
import { allRecords } from "./store/results";
import type { RunRecord } from "./store/results-index";
import { inOrderOfNeed, lackedBy } from "./needed-runs";
import { readFailure, type RunFailure } from "./store/run-failure";
import { openStore, runFiles, StoreError, type Store } from "./store/store";
import { namedRuns, plannedRuns, studyNamed, type Study } from "./study";
import { countSweep, reportSweep, type SweepProgress } from "./sweep-progress";
import { workerPool } from "./engines/worker-pool";

/** What can be carried out: an experiment, several, a study, or the name of one. */
export type Experimental = Experiment | readonly Experiment[] | Study | string;

/** How to carry out experiments. */
export interface SweepOptions {
  /** For studies. Default "full". */
  profile?: Profile;
  /** Default {@link openStore}`()`. */
  store?: Store;
  /** Default {@link workerPool}`()`. */
  engine?: Engine;
  /** Default true. */
  progress?: SweepProgress;
  /** Carry out again what failed before. Default false. */
  retry?: boolean;
  /** Carry out these runs alone. */
  only?: (run: Run) => boolean;
  /** Stops the sweep, as does stopping the notebook's cell; what is done is kept. */
  signal?: AbortSignal;
}

/** Refuses options of a sweep that there are not, or are of another type. */
export const checkSweepOptions = optionChecker<SweepOptions>("A sweep", {
  profile: oneOf("small", "full"),
  store: object,
  engine: object,
  progress: anything,
  retry: flag,
  only: callable,
  signal: object,
});

/** What a sweep came to. */
export interface Sweep {
  /** All runs asked for. */
  runs: Run[];
  records: ReadonlyMap<string, RunRecord>;
  /** Why runs without a result have none; those that were not tried are not among them. */
  failures: RunFailure[];
}

/**
 * Carries out what is missing of an experiment, of several, or of a study, stage by stage. Runs that fail are told, not thrown.
 *
 * @throws Error for what is no experiment or study; where the store cannot be written; where it was stopped.
 */
export async function sweep(
  what: Experimental,
  options: SweepOptions = {},
): Promise<Sweep> {
  checkSweepOptions(options);
  const {
    profile = "full",
    store = openStore(),
    engine = workerPool(),
    progress = true,
    retry = false,
    only = () => true,
    signal: given,
  } = options;
  const signal = interruption(given);
  const plan = planner(what, profile);
  const report = reportSweep(progress);
  const done = new Set<string>();
  try {
    for (let again = retry; ; again = false) {
      const records = allRecords(store);
      const runs = plan(records).filter(only);
      const missing = uniqueRuns(runs.filter(({ id }) => !records.has(id)));
      const failures = missing.flatMap(
        ({ id }) => readFailure(store, id) ?? [],
      );
      const failed = new Set(failures.map(({ run }) => run));
      refuseLost(missing, done, store);
      const wanted = missing.filter(({ id }) => again || !failed.has(id));
      const open = inOrderOfNeed(wanted, store);
      const isHopeless = (run: Run): boolean =>
        (!again && readFailure(store, run.id) !== undefined) ||
        lackedBy(run, store).some(isHopeless);
      const todo = open.filter((run) => !isHopeless(run));
      if (todo.length === 0) {
        const unmet = open.filter(({ id }) => !failed.has(id));
        const causes = unmet.map((run) => whyNot(run, store));
        return { runs, records, failures: [...failures, ...causes] };
      }
      const asked = new Set(missing.map(({ id }) => id));
      const besides = todo.filter(({ id }) => !asked.has(id)).length;
      const total = uniqueRuns(runs).length + besides;
      const count = countSweep(total, total - missing.length - besides);
      report.update(count.status());
      const told =
        (change: (id: string, share: number) => void) =>
        ({ id }: Run, share?: unknown) => {
          change(id, Number(share));
          report.update(count.status());
        };
      await untilNoneIsClaimed(todo, store, signal, (left, onSkipped) =>
        engine.execute(left, store, {
          signal,
          onStarted: told(count.started),
          onProgress: told(count.progress),
          onDone: told((id) => {
            done.add(id);
            count.ended(id, "done");
          }),
          onFailed: told((id) => count.ended(id, "failed")),
          onSkipped(run) {
            count.ended(run.id, "skipped");
            onSkipped(run);
          },
        }),
      );
    }
  } finally {
    report.end();
  }
}

/** Why a run was not carried out: it failed before, or one that it needs did. */
function whyNot(run: Run, store: Store): RunFailure {
  const own = readFailure(store, run.id);
  if (own) return own;
  const {
    run: cause,
    message,
    ...failure
  } = whyNot(lackedBy(run, store)[0], store);
  return {
    ...failure,
    run: run.id,
    experiment: run.experiment,
    message: `it needs run ${cause}, which failed: ${message}`,
  };
}

/** What was done before and is missing again would be done for ever. */
function refuseLost(
  missing: readonly Run[],
  done: ReadonlySet<string>,
  store: Store,
): void {
  const lost = missing.find(({ id }) => done.has(id));
  if (!lost) return;
  throw new StoreError(
    `Run ${lost.id} (${lost.experiment}) was done, but ${runFiles(store, lost.id).result} cannot be read now: see the warnings above, then run the same again.`,
  );
}

/** Gives the runs that are asked for, given what is done. */
export function planner(
  what: Experimental,
  profile: Profile,
): (records: ReadonlyMap<string, RunRecord>) => Run[] {
  if (typeof what === "string") return planner(studyNamed(what), profile);
  if ("declare" in what) {
    return (records) => plannedRuns(what, profile, records);
  }
  const experiments = "seeds" in what ? [what] : what;
  const runs = [...namedRuns(experiments).values()].flat();
  return () => runs;
}

/** Different experiments may ask for the same run. */
export const uniqueRuns = (runs: readonly Run[]): Run[] => [
  ...new Map(runs.map((run) => [run.id, run])).values(),
];

const CLAIMED_POLL_MS = 500;

/** Carries out runs; those that other processes have claimed, or whose needs they have, are tried again once they are free. */
async function untilNoneIsClaimed(
  runs: readonly Run[],
  store: Store,
  signal: AbortSignal,
  execute: (
    runs: readonly Run[],
    onSkipped: (run: Run) => void,
  ) => Promise<void>,
): Promise<void> {
  let left = runs;
  while (left.length > 0) {
    const skipped: Run[] = [];
    await execute(left, (run) => skipped.push(run));
    signal.throwIfAborted();
    const isClaimed = ({ id }: Run) => claimOf(store, id) !== undefined;
    const lacked = (run: Run) => lackedBy(run, store);
    // What lacks a run that nobody is at is planned anew: that run failed, or its artefacts are gone.
    left = skipped.filter((run) => lacked(run).every(isClaimed));
    if (left.length === 0) return;
    do await sleep(CLAIMED_POLL_MS, undefined, { signal });
    while (left.every((run) => isClaimed(run) || lacked(run).some(isClaimed)));
  }
}
