import { interruption } from "../notebook/interruption";
import { optionChecker } from "../files";
import { anything, callable, flag, object, oneOf } from "../files/option-kinds";
import type { Engine } from "./engines/engine";
import type { Run } from "./run";
import type { Profile } from "./experiment";
import { allRecords } from "./store/results";
import type { RunRecord } from "./store/results-index";
import { inOrderOfNeed, lackedBy } from "./needed-runs";
import { readFailure, type RunFailure } from "./store/run-failure";
import { openStore, runFiles, StoreError, type Store } from "./store/store";
import { planner, studyName, uniqueRuns, type Experimental } from "./plan-runs";
import {
  countSweep,
  reportSweep,
  type SweepCount,
  type SweepProgress,
} from "./sweep-progress";
import { untilNoneIsClaimed } from "./until-none-is-claimed";
import { workerPool } from "./engines/worker-pool";

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
      const records = allRecords(store, studyName(what));
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
      const counted = total - missing.length - besides;
      const count = countSweep(total, counted);
      await carryOut(todo, {
        ...{ store, signal, engine, done },
        count,
        update: () => report.update(count.status()),
      });
    }
  } finally {
    report.end();
  }
}

/** Hands runs to an engine, and counts what becomes of them. */
async function carryOut(
  todo: readonly Run[],
  {
    store,
    signal,
    engine,
    done,
    count,
    update,
  }: {
    store: Store;
    signal: AbortSignal;
    engine: Engine;
    /** Those that are done are added. */
    done: Set<string>;
    count: SweepCount;
    update: () => void;
  },
): Promise<void> {
  update();
  const told =
    (change: (id: string, share: number) => void) =>
    ({ id }: Run, share?: unknown) => {
      change(id, Number(share));
      update();
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
