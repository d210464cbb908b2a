import type { Json } from "../../files/canonical-json";
import type { Experiment } from "../../runs/experiment";
import type { Study } from "../../runs/study";
import { followedRecipe, LINE_RATE, fineTuningRates } from "../evolution/plan";
import { askedInStages } from "../shared/asked-in-stages";
import {
  otherClasses,
  plans,
  properties,
  referenceSets,
  replayedData,
  styles,
  taskClasses,
  type Course,
  type Plan,
  type PretrainingData,
} from "./plan";

/** Of the ensemble that scores difficulty: networks of all repetitions choose from one pool. */
const POOL_SEED = 0;
const batchSize = 64;
/** Test images that CIFAR-10 has of each class. */
const TEST_OF_CLASS = 1000;
const augmentation = { flip: true, shift: 4 };

/**
 * What about pre-training data makes robust (Andreassen et al.): a network is pre-trained on photographs of five classes of CIFAR-10, many or few, of few
 * classes or more, in one style or several, easy or hard, and then fine-tuned on the five others; beside networks from scratch on these.
 */
export const pretrainingData: Study = {
  name: "pretraining-data",
  description:
    "Which property of pre-training data makes fine-tuned networks effectively robust: size, diversity or difficulty? (Andreassen et al., on photographs)",
  declare(profile, results) {
    const plan = plans[profile];
    const line = plan.baselines.flatMap((course) =>
      trained(plan, course, { data: null, replay: 0 }),
    );
    const [first, ...further] = plan.stages.map((stage) =>
      askedBy(plan, stage),
    );
    return askedInStages([[...line, ...first], ...further], results);
  },
};

/** Pre-training on the sets of a stage, fine-tuning after it, and replay. */
function askedBy(plan: Plan, stage: Plan["stages"][number]): Experiment[] {
  const sets = properties
    .filter(({ name }) => stage.properties.includes(name))
    .flatMap(({ levels }) => levels.map(({ data }) => data));
  return [
    ...sets.flatMap((data) => [
      ...pretrained(plan, data),
      ...trained(plan, plan.fineTuning, { data, replay: 0 }),
    ]),
    ...(stage.replays ?? []).flatMap((replay) =>
      trained(plan, plan.fineTuning, { data: replayedData, replay }),
    ),
  ];
}

/** Pre-training on a set, so that its rows tell how well the set was learnt; and the scores of the pool that it is chosen from. */
function pretrained(plan: Plan, data: PretrainingData): Experiment[] {
  const run = pretrainSpec(plan, data);
  const { seeds } = plan;
  const labels = { ...labelsOf(data), replay: 0 };
  return [
    ...(data.difficulty === null
      ? []
      : [
          {
            name: "score difficulty",
            run: consistencySpec(plan),
            seeds: [POOL_SEED],
            labels: { part: "score" },
          },
        ]),
    {
      name: `pretrain, ${data.name}`,
      run,
      seeds,
      labels: { part: "pretrain", ...labels },
    },
  ];
}

interface Start {
  data: PretrainingData | null;
  replay: number;
}

/** From scratch or from a pre-training, on each reference set. */
const trained = (
  plan: Plan,
  { train, epochs, moments }: Course,
  { data, replay }: Start,
): Experiment[] =>
  referenceSets.map(({ reference, shift, met }) => ({
    name: [
      reference,
      data ? `fine-tuned, ${data.name}` : `from scratch, ${train} images`,
      replay > 0 && `replay ${replay}`,
    ]
      .filter(Boolean)
      .join(", "),
    run: {
      kind: "transfer",
      classes: taskClasses,
      count: train,
      test: plan.test,
      model: plan.model,
      reference: shift as Json,
      met: met as Json,
      of: data && (pretrainSpec(plan, data) as Json),
      replay,
      // The largest rates of Andreassen et al.
      recipe: {
        ...followedRecipe,
        epochs,
        learningRate: data ? fineTuningRates[0] : LINE_RATE,
        batchSize,
        augmentation,
      },
      moments,
    },
    seeds: plan.seeds,
    labels: { part: "train", ...labelsOf(data), replay, reference, train },
  }));

const labelsOf = (data: PretrainingData | null) => ({
  source: data?.name ?? "none",
});

function pretrainSpec(plan: Plan, data: PretrainingData) {
  const { images, difficulty } = data;
  return {
    kind: "pretrain",
    classes: otherClasses.slice(0, data.classes),
    count: images,
    test: Math.min(plan.test, data.classes * TEST_OF_CLASS),
    model: plan.model,
    styles: styles.slice(0, data.styles - 1) as Json,
    difficulty: difficulty && {
      of: { ...consistencySpec(plan), seed: POOL_SEED } as Json,
      pick: difficulty,
    },
    recipe: recipeFor(plan.shown / images),
  };
}

const consistencySpec = ({ pool, model }: Plan) => ({
  kind: "consistency",
  classes: otherClasses,
  count: pool.images,
  splits: pool.splits,
  model,
  recipe: recipeFor(pool.epochs),
});

/** Of networks that others start from, and of those that score: the laboratory's own. */
const recipeFor = (epochs: number) => ({
  epochs,
  learningRate: 1e-2,
  batchSize,
  augmentation,
});
