import type { ColumnTable } from "arquero";
import type { Experiment, Profile } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import { areDone, syntheticShifts } from "../synthetic-shifts/declare";
import { plans as studiedPlans } from "../synthetic-shifts/plan";
import { answered, followed } from "./followed-runs";
import { followedShifts, plans } from "./plan";

/**
 * Andreassen et al. on photographs: fine-tuning followed at many moments, beside networks from scratch that are followed in the same way. The baseline
 * is that of the study of synthetic shifts (the same runs, for one seed more), to which a network from scratch adds the moments of low accuracy.
 */
export const evolution: Study = {
  name: "evolution",
  description:
    "How does effective robustness evolve along fine-tuning, and what is left of it at the end? (Andreassen et al., on photographs)",
  keepExamples: ({ labels }) => labels?.part === "answers",
  declare(profile, results) {
    const plan = plans[profile];
    const shared = baselines(profile, results);
    const trials = shared.filter(({ labels }) => labels?.part === "rate");
    const asked = [...trials];
    if (!areDone(trials, results)) return asked;
    for (const { references, arms, onWholeTestSet } of plan.stages) {
      const stage = references.flatMap((reference) => [
        ...shared.filter(
          ({ labels }) =>
            labels?.part !== "rate" && labels?.reference === reference,
        ),
        ...arms.flatMap((arm) => [
          ...followed(profile, reference, arm),
          ...(onWholeTestSet ? [answered(profile, reference, arm)] : []),
        ]),
      ]);
      const known = new Set(asked.map(({ name }) => name));
      asked.push(...stage.filter(({ name }) => !known.has(name)));
      if (!areDone(stage, results)) break;
    }
    return asked;
  },
};

/** Of the study of synthetic shifts: the networks from scratch that make up its baseline, under the shifts that are studied here, with this study's seeds. */
function baselines(profile: Profile, results: ColumnTable): Experiment[] {
  const { seeds } = plans[profile];
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
    )
    .map((each) => (each.labels?.part === "rate" ? each : { ...each, seeds }));
}
