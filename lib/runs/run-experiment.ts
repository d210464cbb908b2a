import type { ColumnTable } from "arquero";
import { allRecords, tableOf } from "./store/results";
import type { RunFailure } from "./store/run-failure";
import { staleRecords, staleWarning } from "./stale-records";
import { openStore } from "./store/store";
import { planner, studyName, type Experimental } from "./plan-runs";
import { checkSweepOptions, sweep, type SweepOptions } from "./sweep-runs";

/**
 * Carries out what is missing of an experiment, of several, or of a study, and gives the results of all of its runs. What is in the store (or
 * among the committed results) is taken from there. It may be stopped at any time, even by `kill -9`: asked for again, it goes on where it was.
 *
 * @returns a table, one row an evaluation; see {@link readResults}.
 * @throws Error for what is no experiment or study; where runs failed, naming them and why; where the store cannot be written.
 * @example
 * const results = await runExperiment({ name: "flip, scratch", run: { kind: "simulated", milliseconds: 100 }, seeds: [1, 2, 3, 4] });
 */
export async function runExperiment(
  what: Experimental,
  options: SweepOptions = {},
): Promise<ColumnTable> {
  const { runs, records, failures } = await sweep(what, options);
  if (failures.length > 0) throw new RunsFailedError(failures, runs.length);
  return tableOf(runs, records);
}

/**
 * The results that there are of an experiment, of several, or of a study; computes nothing. A study whose results are incomplete may declare
 * fewer experiments than it will in the end. Stale ones are left out, and named in a warning.
 *
 * @example
 * const full = storedResults("synthetic-shifts", { profile: "full" });
 */
export function storedResults(
  what: Experimental,
  options: SweepOptions = {},
): ColumnTable {
  checkSweepOptions(options);
  const { profile = "full", store = openStore() } = options;
  const records = allRecords(store, studyName(what));
  const runs = planner(what, profile)(records);
  const warning = staleWarning(staleRecords(runs, records));
  if (warning) store.warn(warning);
  return tableOf(runs, records);
}

/** Some runs have failed. */
export class RunsFailedError extends Error {
  constructor(
    readonly failures: readonly RunFailure[],
    total: number,
  ) {
    const shown = failures
      .slice(0, 5)
      .map(
        ({ experiment, run, message, attempts }) =>
          `- ${experiment} (run ${run}, tried ${attempts === 1 ? "once" : `${attempts} times`}): ${message}`,
      );
    const more =
      failures.length > shown.length
        ? [`- and ${failures.length - shown.length} more`]
        : [];
    super(
      [
        `${failures.length} of ${total} runs failed; the others are in the store. To try them again: retry (in a notebook { retry: true }, on the command line --retry).`,
        ...shown,
        ...more,
      ].join("\n"),
    );
  }
}
