import type { ColumnTable } from "arquero";
import { mean } from "../../numerics";
import type { Profile } from "../../runs";
import {
  replicatedRobustness,
  verdictOf,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { defaultRecipe } from "../../training/recipe";
import { baselineOf, bySeed } from "./analyse";
import { rateByValidation } from "../shared/rate-by-validation";
import {
  plans,
  settingOf,
  studiedShifts,
  variations,
  varyingArm,
  type Variation,
} from "./plan";
import type { ShiftAccuracy } from "./results";

/** What pre-training came to with one value of one hyper-parameter of fine-tuning, all others as the study has them. */
export interface HyperparameterRobustness extends Variation {
  shift: string;
  /** Whether this value is the study's own. */
  isStudied: boolean;
  /** Mean accuracy on the reference set, a fraction. */
  referenceAccuracy: number;
  robustness: ReplicatedRobustness;
  verdict: Verdict;
}

/**
 * How robustness of the fully fine-tuned network moves with epochs, learning rate, batch size and weight decay, each varied alone (the paper's
 * appendix on hyper-parameters), against the study's baseline.
 *
 * @param rows of `shiftAccuracies`.
 * @param studied the study's own value of each hyper-parameter, as `studiedValues` gives them.
 * @returns in the order of shifts, hyper-parameters and values; none where the study has not varied them yet.
 */
export function robustnessByHyperparameter(
  rows: readonly ShiftAccuracy[],
  studied: readonly Variation[],
): HyperparameterRobustness[] {
  const { model, method, train } = varyingArm;
  const ours = rows.filter(
    (row) =>
      row.last &&
      row.model === model.name &&
      row.method === method &&
      row.train === train,
  );
  const values = [...variations, ...studied];
  return studiedShifts.flatMap((shift) => {
    const here = ours.filter((row) => row.shift === shift);
    if (!here.some(({ setting }) => setting)) return [];
    const baseline = baselineOf(rows.filter((row) => row.shift === shift));
    return studied.flatMap(({ name }) =>
      values
        .filter((each) => each.name === name)
        .sort((a, b) => a.value - b.value)
        .flatMap((each): HyperparameterRobustness[] => {
          const isStudied = studied.includes(each);
          const setting = isStudied ? "" : settingOf(each);
          const members = here.filter((row) => row.setting === setting);
          const replicates = bySeed(baseline, members);
          if (replicates.length < 2) return [];
          const robustness = replicatedRobustness(replicates);
          const verdict = verdictOf(robustness);
          const referenceAccuracy = mean(
            members.map((row) => row.referenceAccuracy),
          );
          return [
            {
              ...each,
              shift,
              isStudied,
              referenceAccuracy,
              robustness,
              verdict,
            },
          ];
        }),
    );
  });
}

/**
 * The study's own value of each hyper-parameter where they are varied: the learning rate that its trials chose, the other ones of its plan.
 *
 * @throws Error where no learning rate has been chosen yet.
 */
export function studiedValues(
  profile: Profile,
  results: ColumnTable,
): Variation[] {
  const { model, method, epochs } = varyingArm;
  const rate = rateByValidation(results, { model: model.name, method });
  if (rate === undefined) {
    throw new Error(
      `No learning rate of ${model.name}, ${method}, has been chosen yet (npm run sweep -- synthetic-shifts).`,
    );
  }
  return [
    { name: "epochs", value: epochs },
    { name: "learning rate", value: rate },
    { name: "batch size", value: plans[profile].batchSize },
    { name: "weight decay", value: defaultRecipe.weightDecay },
  ];
}
