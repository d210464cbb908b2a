import type { ColumnTable } from "arquero";
import { mean, quantile } from "../../numerics";
import { fitAccuracyLine } from "../../robustness";
import { measuredPairs } from "../shared/accuracy-points";
import { pairedAccuracies } from "../shared/paired-accuracies";

/** How straight the baseline is on one way of making the reference set, for one shift. */
export interface Straightness {
  preparation: string;
  augmentation: string;
  /** Name of the split: the shift, with its strength where several were tried. */
  split: string;
  /** R² of each seed's baseline, and their median. */
  rSquared: number[];
  medianRSquared: number;
}

/**
 * R² of baselines on each reference set under each shift.
 *
 * @param results of the study `reference-sets`.
 */
export function straightness(results: ColumnTable): Straightness[] {
  const splits = new Set(results.array("split") as string[]);
  return [...splits]
    .filter((split) => split !== "reference" && split !== "validation")
    .flatMap((split) => {
      const rows = pairedAccuracies(results, split);
      const ways = new Map(
        rows.map(({ labels }) => [
          `${String(labels.preparation)}, ${String(labels.augmentation)}`,
          labels,
        ]),
      );
      return [...ways.values()].map(({ preparation, augmentation }) => {
        const here = rows.filter(
          ({ labels }) =>
            labels.preparation === preparation &&
            labels.augmentation === augmentation,
        );
        const seeds = [...new Set(here.map(({ seed }) => seed))];
        const rSquared = seeds.map((seed) => {
          const { reference, shifted } = measuredPairs(
            here.filter((row) => row.seed === seed),
          );
          return fitAccuracyLine(reference, shifted).rSquared;
        });
        return {
          preparation: String(preparation),
          augmentation: String(augmentation),
          split,
          rSquared,
          medianRSquared: quantile(rSquared, 0.5),
        };
      });
    });
}

/** A reference set, and the splits to work with on it. */
export interface ReferenceSetChoice {
  preparation: string;
  augmentation: string;
  /** Of each shift, the first candidate whose baseline is a line, or else the first of all. */
  splits: string[];
}

/**
 * Chooses by baselines alone: the reference set on which the median R² is greatest on average over all splits; then of
 * each shift the first candidate at which it reaches `leastRSquared`, or else the first of all.
 *
 * @param candidates splits of each shift, in order of preference.
 * @throws Error where there are no rows to choose by.
 */
export function chooseReferenceSet(
  rows: readonly Straightness[],
  candidates: readonly (readonly string[])[],
  { leastRSquared = 0.9 }: { leastRSquared?: number } = {},
): ReferenceSetChoice {
  if (rows.length === 0) {
    throw new Error(
      "There are no baselines to choose a reference set by: carry out the study reference-sets first (npm run sweep -- reference-sets --profile full).",
    );
  }
  const key = ({ preparation, augmentation }: Straightness) =>
    `${preparation}, ${augmentation}`;
  const score = (way: string) =>
    mean(
      rows.filter((row) => key(row) === way).map((row) => row.medianRSquared),
    );
  const best = [...new Set(rows.map(key))].reduce((a, b) =>
    score(b) > score(a) ? b : a,
  );
  const here = rows.filter((row) => key(row) === best);
  const isLine = (split: string) =>
    here.some(
      (row) => row.split === split && row.medianRSquared >= leastRSquared,
    );
  const { preparation, augmentation } = here[0];
  return {
    preparation,
    augmentation,
    splits: candidates.map((splits) => splits.find(isLine) ?? splits[0]),
  };
}
