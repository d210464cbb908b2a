import type { ColumnTable } from "arquero";
import type { Json } from "../../files/canonical-json";
import type { Experiment } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import { askedInStages } from "../shared/asked-in-stages";
import { chosenRate } from "./chosen-rate";
import {
  curated,
  plans,
  task,
  type Arm,
  type Cue,
  type Curation,
  type Plan,
} from "./plan";

/** Of draws that choose learning rates, and that no result comes from. */
const TRIAL_SEED = 0;

/**
 * Section 7 of the paper, made of drawings on photographs: two classes, something that gives them away, and three sets to learn from: a large biased one, a
 * small one without bias and without diversity, and a large one with neither bias nor want of diversity.
 */
export const curating: Study = {
  name: "curating",
  description:
    "Does a small set without bias serve a pre-trained network better than a large biased one? (Section 7, drawings on photographs)",
  declare(profile, results) {
    const plan = plans[profile];
    return askedInStages(stagesOf(plan, results), results);
  },
};

/** The trials of learning rates, then what they choose for. */
function* stagesOf(plan: Plan, results: ColumnTable): Generator<Experiment[]> {
  yield plan.arms.flatMap((arm) => trials(plan, arm));
  for (const { cues, sets } of plan.stages)
    yield cues.flatMap((cue) =>
      sets.flatMap((set) =>
        plan.arms.flatMap((arm) => trained(plan, { arm, cue, set }, results)),
      ),
    );
}

/** Whether a set is a large one; large and small ones have learning rates of their own. */
export const isLarge = ({ set }: Curation): boolean => set.count > 512;

/** Each learning rate of an arm, on a large and on a small set, judged by held-out images like those trained on. */
function trials(plan: Plan, arm: Arm): Experiment[] {
  if (arm.rates.length === 1) return [];
  const [{ sets }] = plan.stages;
  return [sets[0], curated(64)].flatMap((set) =>
    arm.rates.map((rate) => ({
      name: `rate, ${nameOf({ arm, cue: "ground", set })}, ${rate}`,
      run: { ...runOf(plan, { arm, cue: "ground", set }, rate), test: 4 },
      seeds: [TRIAL_SEED],
      labels: { part: "rate", ...labelsOf({ arm, cue: "ground", set }), rate },
    })),
  );
}

interface Asked {
  arm: Arm;
  cue: Cue;
  set: Curation;
}

function trained(plan: Plan, asked: Asked, results: ColumnTable): Experiment[] {
  const rate = chosenRate(results, asked.arm, isLarge(asked.set));
  if (rate === undefined) return [];
  return [
    {
      name: nameOf(asked),
      run: runOf(plan, asked, rate),
      seeds: plan.seeds,
      labels: { part: "train", ...labelsOf(asked), rate },
    },
  ];
}

function runOf(
  { validation, test, batchSize }: Plan,
  { arm, cue, set: { set } }: Asked,
  learningRate: number,
) {
  const {
    model,
    pretraining,
    method,
    shown,
    epochs: [least, most],
  } = arm;
  const epochs = Math.max(least, Math.min(most, Math.round(shown / set.count)));
  const augmentation = { flip: true, shift: 4 };
  return {
    kind: "placed",
    ...task,
    cue,
    set,
    validation,
    test,
    model,
    pretraining,
    method,
    recipe: { epochs, learningRate, batchSize, augmentation },
  } as { kind: string; [field: string]: Json };
}

const labelsOf = ({ arm, cue, set }: Asked) => ({
  model: arm.model.name,
  source: arm.pretraining,
  method: arm.method,
  cue,
  set: set.name,
  strength: set.strength,
  images: set.set.count,
  large: isLarge(set),
});

const nameOf = ({ arm, cue, set }: Asked) =>
  [
    arm.model.name,
    arm.method,
    cue,
    set.name,
    set.strength,
    `${set.set.count} images`,
  ]
    .filter(Boolean)
    .join(", ");
