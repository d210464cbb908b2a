import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nearestName } from "../../files";
import { standardDeviation } from "../../numerics";
import { asPercent, asPoints } from "../../robustness";
import {
  openStore,
  runExperiment,
  workerPool,
  type EvaluationRow,
  type Profile,
  type Run,
} from "../../runs";
import { allRecords } from "../../runs/store/results";
import type { RunRecord } from "../../runs/store/results-index";
import { planner, studyName, type Experimental } from "../../runs/plan-runs";
import { type SweepOptions } from "../../runs/sweep-runs";

/** One stored accuracy beside the same computed again. */
export interface RecomputedRow {
  experiment: string;
  seed: number;
  epoch: number;
  split: string;
  /** Accuracies, fractions. */
  stored: number;
  recomputed: number;
  /** Recomputed minus stored, a fraction; 0 on the same kind of processor with the same versions. */
  difference: number;
  /** Standard deviation of the stored accuracies over the experiment's seeds, a fraction; null where there is one alone. */
  spread: number | null;
}

/** Which runs to compute again, and how. */
export interface RecomputedOptions extends Pick<
  SweepOptions,
  "engine" | "progress" | "store" | "signal"
> {
  /** Of which seed. */
  seed: number;
  /** Of the study. Default "full". */
  profile?: Profile;
}

/**
 * Carries out stored runs of a study once more, in a store of their own that is deleted at the end, and sets what they come to beside what is
 * stored. What a run needs, such as the network that it evaluates, is computed again with it.
 *
 * @param study a study or its name, or experiments.
 * @param experiments names of its experiments, one run each.
 * @returns one row for each stored evaluation, in the order of the experiments.
 * @throws Error for an unknown study or experiment, with the nearest known one; for a run without a stored result; where a run fails.
 * @example
 * const rows = await recomputed("synthetic-shifts", ["train, untouched, residual-cnn, from-scratch"], { seed: 1 });
 * recomputedText(rows);
 */
export async function recomputed(
  study: Experimental,
  experiments: readonly string[],
  {
    seed,
    profile = "full",
    store = openStore(),
    engine = workerPool(),
    progress,
    signal,
  }: RecomputedOptions,
): Promise<RecomputedRow[]> {
  const records = allRecords(store, studyName(study));
  const runs = planner(study, profile)(records);
  const chosen = experiments.map((name) => storedRun(name, seed, runs));
  for (const run of chosen) requireStored(run, records);

  const folder = mkdtempSync(join(tmpdir(), "recomputed-"));
  try {
    const own = openStore(folder, { committed: null, warn: store.warn });
    await runExperiment(
      chosen.map(({ experiment, spec }) => ({
        name: experiment,
        run: spec,
        seeds: [seed],
      })),
      { store: own, engine, progress, signal },
    );
    const again = allRecords(own);
    return chosen.flatMap((run) =>
      compared(run, records, again.get(run.id), runs),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What recomputed rows say, in a sentence: all equal, or the largest difference beside the spread over seeds.
 *
 * @throws RangeError where there are no rows.
 */
export function recomputedText(rows: readonly RecomputedRow[]): string {
  if (rows.length === 0)
    throw new RangeError("recomputedText needs at least one row.");
  const runs = new Set(
    rows.map(({ experiment, seed }) => JSON.stringify([experiment, seed])),
  ).size;
  const what = `${runs} stored ${runs === 1 ? "run" : "runs"} computed again just now, ${rows.length} ${rows.length === 1 ? "accuracy" : "accuracies"}`;
  const others = rows.filter(({ difference }) => difference !== 0);
  if (others.length === 0) return `${what}: all equal to the stored ones.`;
  const worst = others.reduce((a, b) =>
    Math.abs(b.difference) > Math.abs(a.difference) ? b : a,
  );
  const { experiment, split, spread } = worst;
  const beside =
    spread === null
      ? "one seed alone is stored, so that there is no spread to set beside it"
      : `its standard deviation over seeds is ${asPoints(spread, 2)}`;
  return (
    `${what}: ${others.length} differ from the stored ones, by ${asPoints(Math.abs(worst.difference), 2)} points at most ` +
    `("${experiment}" on "${split}": ${asPercent(worst.stored)} stored, ${asPercent(worst.recomputed)} now; ${beside}).`
  );
}

function storedRun(name: string, seed: number, runs: readonly Run[]): Run {
  const named = runs.filter(({ experiment }) => experiment === name);
  if (named.length === 0) {
    const known = [...new Set(runs.map(({ experiment }) => experiment))];
    throw new Error(
      `The study has no experiment ${JSON.stringify(name)}. ${nearestName(name, known)}`,
    );
  }
  const run = named.find(({ spec }) => spec.seed === seed);
  if (run) return run;
  const seeds = named.map(({ spec }) => String(spec.seed));
  throw new Error(
    `Experiment ${JSON.stringify(name)} has no seed ${seed}; it has ${seeds.join(", ")}.`,
  );
}

function requireStored(
  { id, experiment, spec }: Run,
  records: ReadonlyMap<string, RunRecord>,
): void {
  if (records.has(id)) return;
  throw new Error(
    `Experiment ${JSON.stringify(experiment)}, seed ${String(spec.seed)}, has no stored result to compare with (run ${id}): carry it out with npm run sweep, or take another seed.`,
  );
}

function compared(
  { id, experiment, spec }: Run,
  records: ReadonlyMap<string, RunRecord>,
  again: RunRecord | undefined,
  runs: readonly Run[],
): RecomputedRow[] {
  const seeds = runs
    .filter((run) => run.experiment === experiment)
    .flatMap((run) => records.get(run.id) ?? []);
  return records.get(id)!.rows.map((row) => {
    const { epoch, split } = row;
    const now = again && sameMoment(again, row);
    if (!now) {
      throw new Error(
        `Experiment ${JSON.stringify(experiment)}, computed again, has no row for epoch ${epoch} and split ${JSON.stringify(split)}: the stored row is of another version of the code; sweep the study again.`,
      );
    }
    const stored = accuracyOf(row);
    const spread = seeds.flatMap((record) => {
      const same = sameMoment(record, row);
      return same ? [accuracyOf(same)] : [];
    });
    return {
      experiment,
      seed: Number(spec.seed),
      epoch,
      split,
      stored,
      recomputed: accuracyOf(now),
      difference: accuracyOf(now) - stored,
      spread: spread.length > 1 ? standardDeviation(spread) : null,
    };
  });
}

const sameMoment = (
  { rows }: RunRecord,
  { epoch, split }: EvaluationRow,
): EvaluationRow | undefined =>
  rows.find((row) => row.epoch === epoch && row.split === split);

const accuracyOf = ({ correct, total }: EvaluationRow) => correct / total;
