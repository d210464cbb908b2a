import { BASE } from "../../experiments/related-sets";
import { mean } from "../../numerics";
import { halfAnExampleInside, replicatedRobustness } from "../../robustness";
import { distinct } from "../shared/distinct";
import { rowOf, type Inherited } from "./analyse";
import { distanceMeasures, testedSets, type InheritanceRows } from "./results";

/** What might foretell how much a network loses on the base data when it is adapted to a set, as tables call it. */
export const lossPredictors = {
  transport: "data-set distance",
  transportOfAll: "data-set distance, all features",
  means: "distance of feature means",
  auc: "AUC of a domain classifier",
  outside: "share out of support",
  robustness: "ER on the set before",
} as const;

/** One of {@link lossPredictors}. */
export type LossPredictor = keyof typeof lossPredictors;

/** A network and a set that it is adapted to by full fine-tuning. */
export interface LossPoint {
  base: string;
  set: string;
  /** Accuracy on the base data before minus after, over repetitions; a fraction. */
  loss: number;
  /** Means over repetitions; without those that are not computed. */
  by: { [predictor in LossPredictor]?: number };
}

/** What each network loses on the base data by adapting to each set, beside what might foretell it. */
export function lossPoints(
  rows: InheritanceRows,
  table: readonly Inherited[],
  method = "full",
): LossPoint[] {
  return distinct(table.map(({ base }) => base)).flatMap((base) => {
    const row = rowOf(table, base, method);
    if (!row) return [];
    return row.sets.map((set, i) => {
      const measured = rows.distances.filter(({ to }) => to === set);
      const robustness = robustnessBefore(rows, base, set);
      return {
        base,
        set,
        loss: mean(row.once.map(({ losses }) => losses[i])),
        by: {
          ...(measured.length > 0 &&
            Object.fromEntries(
              distanceMeasures.map((measure) => [
                measure,
                mean(measured.map((each) => each[measure])),
              ]),
            )),
          ...(robustness !== undefined && { robustness }),
        },
      };
    });
  });
}

/** Whether most of a set lies out of the base data's support. @param share of it that does. */
export const isOutOfSupport = (share: number): boolean => share > 0.5;

/** The related sets of which most lies in the base data's support. */
export const setsInSupport = (rows: InheritanceRows): string[] =>
  testedSets(rows).filter((set) => {
    const shares = rows.distances.filter(({ to }) => to === set);
    return (
      shares.length > 0 &&
      !isOutOfSupport(mean(shares.map(({ outside }) => outside)))
    );
  });

/**
 * Effective robustness of a network on a set before it is adapted, against the networks of the same repetition from scratch on the base data at all moments of their training;
 * where those lie on no line, the difference at matched accuracy. Undefined with fewer than two repetitions.
 */
export function robustnessBefore(
  { before }: InheritanceRows,
  base: string,
  set: string,
): number | undefined {
  const replicates = before
    .filter((network) => network.base === base)
    .flatMap(({ seed, moments }) => {
      const scratch = before.find(
        (each) => each.richness === 0 && each.seed === seed,
      );
      if (!scratch || scratch.moments.length < 3) return [];
      const pairs = (of: readonly { [set: string]: number }[]) => ({
        reference: of.map((accuracies) => inside(accuracies[BASE])),
        shifted: of.map((accuracies) => inside(accuracies[set])),
      });
      return [
        { baseline: pairs(scratch.moments), group: pairs(moments.slice(-1)) },
      ];
    });
  return replicates.length < 2
    ? undefined
    : replicatedRobustness(replicates).mean;
}

/** Of the base data in the full study; accuracies stay half an image of these away from 0 and 1. */
const IMAGES = 400;
const inside = (accuracy: number) => halfAnExampleInside(accuracy, IMAGES);
