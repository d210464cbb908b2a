import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment, Profile } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import { areDone, syntheticShifts } from "../synthetic-shifts/declare";
import {
  biased,
  naturalSets,
  outOfSupport,
  plans as studiedPlans,
  settingOf,
  UNTOUCHED,
} from "../synthetic-shifts/plan";
import {
  followedRecipe,
  followedShifts,
  plans,
  type EvolutionPlan,
  type FollowedArm,
} from "./plan";

/**
 * Andreassen et al. on photographs: fine-tuning followed at many moments, beside networks from scratch that are followed in the same way. The baseline
 * is that of the study of synthetic shifts (the same runs, for one seed more), to which a network from scratch adds the moments of low accuracy.
 */
export const evolution: Study = {
  name: "evolution",
  description:
    "How does effective robustness evolve along fine-tuning, and what is left of it at the end? (Andreassen et al., on photographs)",
  declare(profile, results) {
    const plan = plans[profile];
    const shared = baselines(profile, results);
    const trials = shared.filter(({ labels }) => labels?.part === "rate");
    const asked = [...trials];
    if (!areDone(trials, results)) return asked;
    for (const { references, arms } of plan.stages) {
      const stage = references.flatMap((reference) => [
        ...shared.filter(
          ({ labels }) =>
            labels?.part !== "rate" && labels?.reference === reference,
        ),
        ...arms.flatMap((arm) => followed(profile, reference, arm)),
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

/** One arm on one reference set: its training, kept at each moment, and its evaluation under each shift. */
function followed(
  profile: Profile,
  reference: string,
  arm: FollowedArm,
): Experiment[] {
  const plan = plans[profile];
  const run = trainSpec(profile, plan, reference, arm);
  const { model, pretraining, method, rate } = arm;
  const setting = settingOf({ name: "learning rate", value: rate });
  const name = `${reference}, followed ${model.name}, ${method}, ${setting}`;
  const labels = {
    model: model.name,
    source: pretraining,
    method,
    reference,
    train: run.train,
    ofStudySize: true,
    setting,
    rate,
  };
  return [
    {
      name: `train, ${name}`,
      run,
      seeds: plan.seeds,
      labels: { part: "train", ...labels },
    },
    ...metBy(reference).map(([shift, on]) => ({
      name: `evaluate, ${shift}, ${name}`,
      run: { kind: "evaluate", of: run as Json, on },
      seeds: plan.seeds,
      labels: { part: "evaluate", ...labels, shift },
    })),
  ];
}

function trainSpec(
  profile: Profile,
  { validation }: EvolutionPlan,
  reference: string,
  { model, pretraining, method, rate, epochs, moments }: FollowedArm,
) {
  const { train, test, batchSize } = studiedPlans[profile];
  return {
    kind: "train",
    train,
    validation,
    test,
    reference: reference === UNTOUCHED ? null : (biased[reference] as Json),
    model,
    pretraining,
    method,
    ...(method === "last-blocks" && { lastBlocks: 0 }),
    recipe: {
      ...followedRecipe,
      epochs,
      learningRate: rate,
      batchSize,
      augmentation: { flip: true, shift: 4 },
    },
    moments,
  };
}

/** What networks of a reference set are tested on, as an `evaluate` run takes it. */
const metBy = (reference: string): [string, { [field: string]: Json }][] =>
  followedShifts
    .filter((shift) => (shift in biased ? shift : UNTOUCHED) === reference)
    .map((shift) => [shift, metUnder(shift)]);

const metUnder = (shift: string): { [field: string]: Json } =>
  naturalSets.includes(shift)
    ? { set: shift }
    : { shift: (biased[shift] ?? outOfSupport[shift]) as Json };
