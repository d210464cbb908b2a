import { support } from "../../experiments/lazy-libraries";
import type { Profile } from "../../runs";
import { asNumber, asPercent } from "../../robustness";
import { splitShift, type SplitOptions } from "./parts";
import { naturalPlans, spokenName } from "./plan";
import type { NaturalShiftResults } from "./results";
import { methodNames } from "./split-views";
import { distinct } from "../shared/distinct";

type Row = { [column: string]: string | number };

/** Mixtures that networks have answered on, so that both parts can be measured. */
export const answeredMixtures = ({
  domains,
  models,
}: Pick<NaturalShiftResults, "domains" | "models">): string[] =>
  distinct(
    domains
      .filter(({ fresh }) => fresh !== undefined)
      .map(({ shift }) => shift)
      .filter((shift) => models.some(({ predictions }) => predictions[shift])),
  );

/** What each domain classifier was tried with, its AUC on the first fold, and which was chosen; a row a shift and classifier. */
export function chosenRows({
  trials,
}: Pick<NaturalShiftResults, "trials">): Row[] {
  const familyOf = ({ shift, method }: (typeof trials)[number]) =>
    JSON.stringify([shift, method]);
  return distinct(trials.map(familyOf)).map((family) => {
    const ours = trials.filter((trial) => familyOf(trial) === family);
    const best = ours.reduce((a, b) => (b.auc > a.auc ? b : a));
    return {
      shift: spokenName(best.shift),
      classifier: methodNames[best.method],
      chosen: best.told,
      AUC: best.auc.toFixed(4),
      "others' AUC": ours
        .filter((trial) => trial !== best)
        .map(({ auc }) => auc.toFixed(3))
        .join(", "),
    };
  });
}

/** How far two classifiers split alike: logistic regression and each other one, a row a shift. */
export function agreementRows(
  results: Pick<NaturalShiftResults, "domains">,
  options: Pick<SplitOptions, "epsilon"> = {},
): Row[] {
  const { splitAgreement } = support();
  const ratiosOf = (shift: string, method: SplitOptions["method"]) =>
    splitShift(results, shift, { method: method!, ...options }).shiftedRatios;
  return results.domains
    .filter(
      ({ method, mixtureSeed = 1 }) => method !== "linear" && mixtureSeed === 1,
    )
    .map(({ shift, method }): Row => {
      const { agreement, kappa, rankCorrelation } = splitAgreement(
        ratiosOf(shift, "linear"),
        ratiosOf(shift, method),
        options,
      );
      return {
        shift: spokenName(shift),
        "logistic regression and": methodNames[method],
        "same side": asPercent(agreement),
        κ: asNumber(kappa),
        "rank correlation": asNumber(rankCorrelation),
      };
    });
}

/** What the study cost, and what of it is not computed yet, in a sentence or two. */
export function studyCostText({
  runs,
  missing,
  seconds,
}: Pick<NaturalShiftResults, "runs" | "missing" | "seconds">): string {
  const cost = `${runs} runs, ${(seconds / 60).toFixed(0)} minutes one after the other, beside the networks that notebook 05 trains.`;
  return missing === 0
    ? cost
    : `${cost} ${missing} runs are not computed yet (\`npm run sweep -- natural-shifts\`).`;
}

/** Experiments of the study that a notebook computes again in half a minute: domain classifiers where little is new, and a linear probe's answers. */
export const liveSplits = (profile: Profile): string[] => {
  const rarest = naturalPlans[profile].shares.at(-1)!;
  const mixture = `${+(100 * rarest).toFixed(3)} % drawings, mixture 1`;
  return [
    `scores, ${mixture}, linear`,
    `scores, ${mixture}, neighbours`,
    "answers, drawings-in-colour, untouched, efficientnet-lite0, linear-probe",
  ];
};
