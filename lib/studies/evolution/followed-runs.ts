import type { Json } from "../../files/canonical-json";
import type { Experiment, Profile } from "../../runs/experiment";
import {
  biased,
  naturalSets,
  outOfSupport,
  plans as studiedPlans,
  settingOf,
  UNTOUCHED,
} from "../synthetic-shifts/plan";
import {
  comparedByExample,
  followedRecipe,
  followedShifts,
  plans,
  type FollowedArm,
} from "./plan";

/** One arm on one reference set: its training, kept at each moment, and its evaluation under each shift. */
export function followed(
  profile: Profile,
  reference: string,
  arm: FollowedArm,
  seeds: number[],
): Experiment[] {
  const run = trainSpec(profile, reference, arm);
  const name = nameOf(reference, arm);
  const labels = labelsOf(profile, reference, arm);
  return [
    {
      name: `train, ${name}`,
      run,
      seeds,
      labels: { part: "train", ...labels },
    },
    ...metBy(reference).map(([shift, on]) => ({
      name: `evaluate, ${shift}, ${name}`,
      run: {
        kind: "evaluate",
        of: run as Json,
        on,
        ...(comparedByExample.includes(shift) && { examples: "each moment" }),
      },
      seeds,
      labels: { part: "evaluate", ...labels, shift },
    })),
  ];
}

/** The answers of one arm to every test image at each moment, in the order of the published testbed. */
export const answered = (
  profile: Profile,
  reference: string,
  arm: FollowedArm,
  seeds: number[],
): Experiment => ({
  name: `answers, ${nameOf(reference, arm)}`,
  run: {
    kind: "evaluate",
    of: trainSpec(profile, reference, arm) as Json,
    on: { set: "cifar10", split: "test" },
    examples: "each moment",
  },
  seeds,
  labels: { part: "answers", ...labelsOf(profile, reference, arm) },
});

const settingFor = ({ rate }: FollowedArm) =>
  settingOf({ name: "learning rate", value: rate });

/** What the runs of one arm on one reference set are called. */
export const nameOf = (reference: string, arm: FollowedArm) =>
  `${reference}, followed ${arm.model.name}, ${arm.method}, ${settingFor(arm)}`;

const labelsOf = (profile: Profile, reference: string, arm: FollowedArm) => ({
  model: arm.model.name,
  source: arm.pretraining,
  method: arm.method,
  reference,
  train: studiedPlans[profile].train,
  ofStudySize: true,
  setting: settingFor(arm),
  rate: arm.rate,
});

function trainSpec(
  profile: Profile,
  reference: string,
  { model, pretraining, method, rate, epochs, moments }: FollowedArm,
) {
  const { train, batchSize } = studiedPlans[profile];
  const { validation, test } = plans[profile];
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
export const metBy = (
  reference: string,
): [string, { [field: string]: Json }][] =>
  followedShifts
    .filter((shift) => (shift in biased ? shift : UNTOUCHED) === reference)
    .map((shift) => [shift, metUnder(shift)]);

const metUnder = (shift: string): { [field: string]: Json } =>
  naturalSets.includes(shift)
    ? { set: shift }
    : { shift: (biased[shift] ?? outOfSupport[shift]) as Json };
