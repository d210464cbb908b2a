import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import type { ShiftSpec } from "../../shifts";
import { areDone } from "../shared/are-done";
import { rateByValidation } from "../shared/rate-by-validation";
import {
  biased,
  naturalSets,
  outOfSupport,
  plans,
  settingOf,
  UNTOUCHED,
  type Arm,
  type Plan,
  type Stage,
} from "./plan";

/** Of draws that choose learning rates, and that no result comes from. */
const TRIAL_SEED = 0;
const augmentation = { flip: true, shift: 4 };

/**
 * Figure 4 of the paper on photographs: networks from scratch at many moments of their training, and pre-trained ones adapted in several ways, on
 * reference sets in which a cue is spurious, classes or a subgroup are rare, or which are tested under something new. Each train run hands on its
 * weights; a shift is a run that evaluates them, so that another one trains nothing.
 */
export const syntheticShifts: Study = {
  name: "synthetic-shifts",
  description:
    "Does pre-training help in support, out of support, or neither? (Figure 4, on photographs)",
  declare(profile, results) {
    const asked = stagesAsked(plans[profile], results);
    // Stages may share trials.
    const byName = asked
      .flatMap(({ experiments }) => experiments)
      .map((each): [string, Experiment] => [each.name, each]);
    return [...new Map(byName).values()];
  },
};

/** The experiments of a plan's stages, as far as they are asked: a stage, once all of those before it have results. */
export function stagesAsked(
  plan: Plan,
  results: ColumnTable,
): { experiments: Experiment[]; isDone: boolean }[] {
  const asked: { experiments: Experiment[]; isDone: boolean }[] = [];
  for (const stage of plan.stages) {
    const experiments = [
      ...trials(plan, stage.arms),
      ...stage.references.flatMap((reference) =>
        stage.arms.flatMap((arm) =>
          trained(plan, stage, reference, arm, results),
        ),
      ),
    ];
    const isDone = areDone(experiments, results);
    asked.push({ experiments, isDone });
    if (!isDone) break;
  }
  return asked;
}

/** Each learning rate of each arm on the untouched set, judged by held-out reference accuracy. */
export function trials(plan: Plan, arms: Arm[]): Experiment[] {
  return arms
    .filter((arm) => !arm.rateOf && !arm.train)
    .filter(({ method }) => plan.rates[method]?.length > 1)
    .flatMap((arm) =>
      plan.rates[arm.method].map((rate) => ({
        name: `rate, ${nameOf(arm)}, ${rate}`,
        run: {
          ...trainSpec(plan, UNTOUCHED, arm, rate),
          test: 1,
          moments: [],
          keepWeights: false,
        },
        seeds: [TRIAL_SEED],
        labels: { part: "rate", ...labelsOf(arm), rate },
      })),
    );
}

/** One arm on one reference set: its training, and its evaluation under each shift. None before its learning rate is chosen. */
export function trained(
  plan: Plan,
  { shifts }: Pick<Stage, "shifts">,
  reference: string,
  arm: Arm,
  results: ColumnTable,
): Experiment[] {
  const rate = rateOf(arm, plan, results);
  if (rate === undefined) return [];
  const run = trainSpec(plan, reference, arm, rate);
  const labels = {
    ...labelsOf(arm),
    reference,
    train: arm.train ?? plan.train,
    ofStudySize: arm.train === undefined,
    setting: settingOf(arm.varied),
  };
  const name = `${reference}, ${nameOf(arm)}`;
  return [
    {
      name: `train, ${name}`,
      run,
      seeds: plan.seeds,
      labels: { part: "train", ...labels, rate },
    },
    ...shiftsOf(reference)
      .filter(([shift]) => !shifts || shifts.includes(shift))
      .map(([shift, on]) => ({
        name: `evaluate, ${shift}, ${name}`,
        run: { kind: "evaluate", of: run as Json, on },
        seeds: plan.seeds,
        labels: { part: "evaluate", ...labels, shift },
      })),
  ];
}

/** What networks of a reference set are tested on, as an `evaluate` run takes it. */
function shiftsOf(reference: string): [string, { [field: string]: Json }][] {
  if (reference !== UNTOUCHED)
    return [[reference, { shift: biased[reference] as Json }]];
  return [
    ...Object.entries(outOfSupport).map(
      ([name, shift]): [string, { [field: string]: Json }] => [
        name,
        { shift: shift as Json },
      ],
    ),
    ...naturalSets.map((set): [string, { [field: string]: Json }] => [
      set,
      { set },
    ]),
  ];
}

function trainSpec(
  plan: Plan,
  reference: string,
  {
    model,
    pretraining,
    method,
    epochs,
    moments,
    train = plan.train,
    varied,
  }: Arm,
  learningRate: number,
) {
  const shift: ShiftSpec | undefined = biased[reference];
  return {
    kind: "train",
    train,
    validation: plan.validation,
    test: plan.test,
    reference: (shift ?? null) as Json,
    model,
    pretraining,
    method,
    recipe: {
      epochs,
      learningRate,
      batchSize: plan.batchSize,
      augmentation,
      ...(varied && { [fields[varied.name]]: varied.value }),
    },
    ...(method !== "from-scratch" && { l2s: [1e-4, 1e-3, 1e-2, 1e-1, 1] }),
    moments,
  };
}

/** A recipe's field of each hyper-parameter. */
const fields = {
  epochs: "epochs",
  "learning rate": "learningRate",
  "batch size": "batchSize",
  "weight decay": "weightDecay",
} as const;

/** A probe takes none; 1 is as good as any. */
function rateOf(
  arm: Arm,
  { rates }: Plan,
  results: ColumnTable,
): number | undefined {
  const [only = 1, ...others] = rates[arm.method] ?? [];
  if (others.length === 0) return only;
  const { model, method } = arm.rateOf ?? {
    model: arm.model.name,
    method: arm.method,
  };
  return rateByValidation(results, { model, method });
}

const labelsOf = ({ model, pretraining, method }: Arm) => ({
  model: model.name,
  source: pretraining,
  method,
});

const nameOf = (arm: Arm) =>
  [
    arm.model.name,
    arm.method,
    arm.train && `${arm.train} images`,
    settingOf(arm.varied),
  ]
    .filter(Boolean)
    .join(", ");
