import type { ColumnTable } from "arquero";
import type { Experiment, Profile } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import { areDone, syntheticShifts } from "../synthetic-shifts/declare";
import { plans as studiedPlans } from "../synthetic-shifts/plan";
import { answered, followed } from "./followed-runs";
import {
  comparedByExample,
  fineTuningRates,
  followedShifts,
  plans,
} from "./plan";

/**
 * Andreassen et al. on photographs: fine-tuning followed at many moments, beside networks from scratch that are followed in the same way. The baseline
 * is that of the study of synthetic shifts (the same runs, for one seed more where five are followed), to which a network from scratch adds the moments of low accuracy.
 */
export const evolution: Study = {
  name: "evolution",
  description:
    "How does effective robustness evolve along fine-tuning, and what is left of it at the end? (Andreassen et al., on photographs)",
  keepExamples: ({ labels = {} }) =>
    labels.part === "answers" ||
    (labels.part === "evaluate" &&
      comparedByExample.includes(String(labels.shift)) &&
      (labels.source === "none" || isMain(labels))),
  declare(profile, results) {
    const plan = plans[profile];
    const shared = baselines(profile, results);
    const trials = shared.filter(({ labels }) => labels?.part === "rate");
    const asked = [...trials];
    if (!areDone(trials, results)) return asked;
    for (const each of plan.stages) {
      const { references, arms, seeds = plan.seeds, onWholeTestSet } = each;
      const stage = references.flatMap((reference) => [
        ...shared
          .filter(
            ({ labels }) =>
              labels?.part !== "rate" && labels?.reference === reference,
          )
          .map((experiment) => ({ ...experiment, seeds })),
        ...arms.flatMap((arm) => [
          ...followed(profile, reference, arm, seeds),
          ...(onWholeTestSet ? [answered(profile, reference, arm, seeds)] : []),
        ]),
      ]);
      const known = new Set(asked.map(({ name }) => name));
      asked.push(...stage.filter(({ name }) => !known.has(name)));
      if (!areDone(stage, results)) break;
    }
    return asked;
  },
};

/** Whether a network is the one that nearly every question rests on. */
const isMain = ({ model, method, rate }: NonNullable<Experiment["labels"]>) =>
  model === "efficientnet-lite0" &&
  method === "full" &&
  rate === fineTuningRates[0];

/** Of the study of synthetic shifts: the networks from scratch that make up its baseline, under the shifts that are studied here. */
function baselines(profile: Profile, results: ColumnTable): Experiment[] {
  const { train: size } = studiedPlans[profile];
  const [{ model }] = studiedPlans[profile].stages[0].arms;
  return syntheticShifts
    .declare(profile, results)
    .filter(
      ({ labels }) =>
        labels?.source === "none" &&
        labels.model === model.name &&
        (labels.part === "rate" ||
          (labels.setting === "" && Number(labels.train) >= size)) &&
        (labels.part !== "evaluate" ||
          followedShifts.includes(String(labels.shift))),
    );
}
