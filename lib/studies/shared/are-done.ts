import type { ColumnTable } from "arquero";
import type { Experiment } from "../../runs/experiment";

/** Whether each seed of each experiment has a result. */
export function areDone(
  experiments: readonly Experiment[],
  results: ColumnTable,
): boolean {
  const rows = results.objects() as { experiment: string; seed: number }[];
  const done = new Set(
    rows.map(({ experiment, seed }) => JSON.stringify([experiment, seed])),
  );
  return experiments.every(({ name, seeds }) =>
    seeds.every((seed) => done.has(JSON.stringify([name, seed]))),
  );
}
