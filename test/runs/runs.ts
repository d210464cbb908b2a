import {
  runsOf,
  type EvaluationRow,
  type Experiment,
  type Run,
} from "../../lib/runs";
import type { Json } from "../../lib/files/canonical-json";
import "../../lib/experiments/kinds";
import type { RunRecord } from "../../lib/runs/store/results-index";

/** An experiment of simulated runs. */
export const simulated = (
  seeds: number[],
  fields: { [name: string]: Json } = {},
  name = "simulated",
): Experiment => ({ name, run: { kind: "simulated", ...fields }, seeds });

/** The one run of a simulated experiment. */
export const simulatedRun = (
  seed = 1,
  fields: { [name: string]: Json } = {},
): Run => runsOf(simulated([seed], fields))[0];

/** An outcome to be written. */
export const row = (correct: number): EvaluationRow => ({
  epoch: 1,
  split: "reference",
  correct,
  total: 10,
  seconds: 0.5,
});

/** What runs came to but for when and how fast, by id: equal wherever they were carried out. */
export const outcomesOf = (records: ReadonlyMap<string, RunRecord>) =>
  Object.fromEntries(
    [...records]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { rows, values, seed }]) => [
        id,
        { seed, values, rows: rows.map((each) => ({ ...each, seconds: 0 })) },
      ]),
  );
