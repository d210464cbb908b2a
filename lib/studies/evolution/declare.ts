import type { ColumnTable } from "arquero";
import type { Experiment, Profile } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import { askedInStages } from "../shared/asked-in-stages";
import { syntheticShifts, trained } from "../synthetic-shifts/declare";
import { plans as studiedPlans, widest } from "../synthetic-shifts/plan";
import { averaged, averageTrials } from "./averaged-runs";
import { answered, followed } from "./followed-runs";
import {
  comparedByExample,
  followedShifts,
  isMain,
  plans,
  type EvolutionStage,
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
    return askedInStages(stagesOf({ profile, results }), results);
  },
};

interface Context {
  profile: Profile;
  results: ColumnTable;
}

/** The trials of learning rates, then what they choose for. */
function* stagesOf(context: Context): Generator<Experiment[]> {
  const { profile, results } = context;
  const shared = baselines(profile, results);
  yield shared.filter(({ labels }) => labels?.part === "rate");
  for (const stage of plans[profile].stages)
    yield [
      ...(stage.shares ? averageTrials(profile) : []),
      ...stage.references.flatMap((reference) =>
        askedOn(reference, stage, shared, context),
      ),
    ];
}

/** What a stage asks on one reference set: networks that are followed, their baseline, and averages. */
function askedOn(
  reference: string,
  { arms, onWholeTestSet, shares, widest, seeds: some }: EvolutionStage,
  shared: readonly Experiment[],
  { profile, results }: Context,
): Experiment[] {
  const seeds = some ?? plans[profile].seeds;
  const withSeeds = (experiment: Experiment) => ({ ...experiment, seeds });
  const isHere = ({ labels }: Experiment) =>
    labels?.part !== "rate" && labels?.reference === reference;
  return [
    ...arms.flatMap((arm) => [
      ...followed(profile, reference, arm, seeds),
      ...(onWholeTestSet ? [answered(profile, reference, arm, seeds)] : []),
    ]),
    // Most of it is there already, from the study of synthetic shifts.
    ...shared.filter(isHere).map(withSeeds),
    ...(shares ? averaged(profile, reference, shares, results) : []),
    ...(widest ? widestOn(profile, reference, results).map(withSeeds) : []),
  ];
}

const widestOn = (
  profile: Profile,
  reference: string,
  results: ColumnTable,
): Experiment[] =>
  trained(
    studiedPlans[profile],
    { shifts: followedShifts },
    reference,
    widest,
    results,
  );

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
