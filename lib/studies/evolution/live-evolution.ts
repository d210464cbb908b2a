import type { ColumnTable } from "arquero";

const FOLLOWED =
  "untouched, followed residual-cnn, from-scratch, learning rate 0.1";
const live = [
  `train, ${FOLLOWED}`,
  `evaluate, unseen tint, ${FOLLOWED}`,
  `evaluate, negative, ${FOLLOWED}`,
];

/**
 * Experiments of the study that a notebook computes again in half a minute: a short run from scratch under two shifts.
 *
 * @param results as of `evolutionResults`.
 * @returns none where one of them is not stored with that seed.
 */
export function evolutionLiveRuns(
  results: ColumnTable,
  seed: number,
): string[] {
  const rows = results.objects() as { experiment: string; seed: number }[];
  const isStored = (name: string) =>
    rows.some((row) => row.experiment === name && row.seed === seed);
  return live.every(isStored) ? live : [];
}
