import type { ColumnTable } from "arquero";
import type { Experiment } from "../../runs/experiment";
import { areDone } from "./are-done";

/**
 * The experiments of stages as far as they are asked: a stage, once all of those before it have results. What several stages share is asked by the first.
 *
 * @param stages made one by one, those that are not asked not at all.
 */
export function askedInStages(
  stages: Iterable<readonly Experiment[]>,
  results: ColumnTable,
): Experiment[] {
  const asked = new Map<string, Experiment>();
  for (const stage of stages) {
    for (const each of stage)
      if (!asked.has(each.name)) asked.set(each.name, each);
    if (!areDone(stage, results)) break;
  }
  return [...asked.values()];
}
