import { resultsTable } from "../../lib/runs/store/results-table";
import { namedRuns, type Study } from "../../lib/runs/study";
import type { Profile, Run } from "../../lib/runs";
import { measuredRun } from "./measured-runs";

/** What a study declares, round by round, once all that it declared before is done: held-out accuracies as `validation` says of a run's labels, others 0.5. */
export function roundsOf(
  study: Study,
  profile: Profile,
  validation: (labels: { [name: string]: unknown }) => number = () => 0.5,
): Run[][] {
  const rounds: Run[][] = [];
  for (let done = -1; ;) {
    const results = resultsTable(
      (rounds.at(-1) ?? []).map(({ id, experiment, labels = {}, spec }) => ({
        ...measuredRun({
          experiment,
          seed: Number(spec.seed),
          labels,
          moments: { 1: { validation: validation(labels), reference: 0.5 } },
        }),
        run: id,
      })),
    );
    const runs = [
      ...namedRuns(study.declare(profile, results)).values(),
    ].flat();
    if (runs.length === done) return rounds;
    done = runs.length;
    rounds.push(runs);
  }
}
