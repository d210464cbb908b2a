import type { AccuracyPairs, Replicate } from "../../robustness";
import { distinct } from "./distinct";

/** Fewer networks make no line. */
const LEAST_BASELINES = 3;

/**
 * Baseline and members of each seed that has both, in the order of seeds.
 *
 * @param pairsOf accuracies of networks as columns, the form in which lines are fitted.
 */
export function replicatesBySeed<Row extends { seed: number }>(
  baseline: readonly Row[],
  members: readonly Row[],
  pairsOf: (rows: readonly Row[]) => AccuracyPairs,
): Replicate[] {
  const of = (rows: readonly Row[], seed: number) =>
    pairsOf(rows.filter((row) => row.seed === seed));
  return distinct(members.map(({ seed }) => seed))
    .sort((a, b) => a - b)
    .map((seed) => ({ baseline: of(baseline, seed), group: of(members, seed) }))
    .filter(({ baseline }) => baseline.reference.length >= LEAST_BASELINES);
}
