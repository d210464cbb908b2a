import { z } from "zod";
import { describeShift, type ShiftSpec } from "../shifts";
import { hashPretrained } from "../pretraining/pretrained-files";
import { completeRecipe } from "../training/recipe";
import { fineTuningStrategies } from "../methods/method-names";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { leakedSet, preparations, taskSets, type Task } from "./task-sets";
import type { RunKind, RunSpec } from "../runs/run-kind";
import { networks } from "./lazy-libraries";
import { notedFineTuning } from "./noted-fine-tuning";

const count = z.int().positive();
const widths = z.array(count).min(1);
const shift = z.looseObject({ name: z.string() });

const network = z.discriminatedUnion("architecture", [
  z.strictObject({
    architecture: z.literal("small-cnn"),
    widths: widths.default([16, 32, 64]),
    depth: count.default(1),
  }),
  z.strictObject({
    architecture: z.literal("mlp"),
    widths: widths.default([256, 128]),
  }),
  z.strictObject({
    architecture: z.literal("efficientnet-lite0"),
    inputSize: count.default(32),
  }),
]);

const schema = z.strictObject({
  kind: z.literal("training"),
  seed: z.int(),
  dataset: z.string().default("fashion-mnist"),
  preparation: z.enum(preparations).default("untouched"),
  train: count,
  validation: count,
  test: count,
  reference: shift.nullable().default(null),
  shifted: z.record(z.string(), shift),
  network: network.default({
    architecture: "small-cnn",
    widths: [16, 32, 64],
    depth: 1,
  }),
  /** What the network starts from: null, "imagenet", or a name of `data/weights`. */
  pretraining: z.string().nullable().default(null),
  /** Of the weights' file; found out where it is not given. */
  weights: z.string().nullable().default(null),
  /** Pre-train, within the run, on other images of the task's own classes: never fair, but it shows what a leak does. */
  leak: z
    .strictObject({
      images: count,
      epochs: z.number().positive(),
      tints: z.boolean().default(false),
      orientations: z.boolean().default(false),
    })
    .optional(),
  strategy: z.enum(fineTuningStrategies).default("from-scratch"),
  recipe: z.looseObject({}).default({}),
  /** Penalties that a linear probe chooses from; the library's where they are not given. */
  l2s: z.array(z.number().nonnegative()).min(1).optional(),
  /** When to evaluate besides at the end, in epochs. */
  checkpoints: z.array(z.number().positive()).default([]),
  /** Keep the predicted class of each test example at the end. */
  keepPredictions: z.boolean().default(false),
});

type TrainingSpec = z.output<typeof schema>;

/**
 * A run that trains a network from scratch, or fine-tunes a pre-trained one, on
 * the reference set of a task, and evaluates it on a validation set, the
 * reference test set and shifted ones. One seed for all that is drawn at random:
 * the task's images, the shift, the weights and the order of examples, so that
 * runs that differ in it repeat the whole experiment.
 */
export const trainingRun: RunKind = {
  name: "training",
  usesTensorFlow: true,
  complete: (spec) => completeTraining(spec) as RunSpec,
  inputs: (spec) => {
    const { dataset, pretraining } = schema.parse(spec);
    return {
      data: datasetHash(dataset),
      ...(pretraining === "imagenet" && {
        weights: datasetHash("efficientnet-lite0-imagenet"),
      }),
    };
  },
  async execute(spec, context) {
    const training = schema.parse(spec);
    const { strategy, recipe, l2s, checkpoints, keepPredictions, seed } =
      training;
    const started = performance.now();
    const network = makeNetwork(training);
    try {
      await startFrom(network, training, context.signal);
      const { train, evaluated } = taskSets(training as Task);
      const { rows, moments } = await notedFineTuning(
        network,
        train,
        {
          started,
          strategy,
          recipe: completeRecipe(recipe),
          ...(l2s && { l2s }),
          seed,
          evaluate: evaluated,
          every: checkpoints,
        },
        context,
      );
      return {
        rows,
        ...(keepPredictions && {
          perExample: Object.fromEntries(
            Object.entries(moments.at(-1)!).map(([split, { predictions }]) => [
              split,
              [...predictions],
            ]),
          ),
        }),
      };
    } finally {
      network.dispose();
    }
  },
};

type LayersModel = import("../tensorflow").tf.LayersModel;

function completeTraining(given: RunSpec): TrainingSpec {
  const spec = checked(schema, given, "A training run");
  const { reference, shifted, seed } = spec;
  const taken = ["validation", "reference"].find((name) => name in shifted);
  if (taken) {
    throw new Error(
      `A training run, field shifted: "${taken}" is the name of a set that is always evaluated; give the shift's split another name.`,
    );
  }
  const seeded = (shift: ShiftSpec) => describeShift(seedShift(shift, seed));
  return {
    ...spec,
    reference: reference && seeded(reference as ShiftSpec),
    shifted: Object.fromEntries(
      Object.entries(shifted).map(([split, shift]) => [
        split,
        seeded(shift as ShiftSpec),
      ]),
    ),
    recipe: { ...completeRecipe(spec.recipe) },
    weights: requireWeights(spec),
    strategy: requireStrategy(spec),
  };
}

/** Parts of a composed shift get seeds of their own, so that they draw apart. */
const seedShift = (shift: ShiftSpec, seed: number): ShiftSpec =>
  shift.name === "compose" && Array.isArray(shift.shifts)
    ? {
        ...shift,
        shifts: (shift.shifts as ShiftSpec[]).map((part, i) =>
          seedShift(part, 1000 * (i + 1) + seed),
        ),
      }
    : { seed, ...shift };

/** SHA-256 of the weights that a run starts from; null where they are the registered ones, or none. */
function requireWeights({
  pretraining,
  network,
  weights,
}: TrainingSpec): string | null {
  const isLite = network.architecture === "efficientnet-lite0";
  if (pretraining === null) return null;
  if ((pretraining === "imagenet") !== isLite) {
    throw new Error(
      `A training run, field pretraining: found ${JSON.stringify(pretraining)} for the architecture "${network.architecture}"; "imagenet" goes with "efficientnet-lite0" and with no other.`,
    );
  }
  return isLite ? null : (weights ?? hashPretrained(pretraining));
}

/** "from-scratch" without pre-training, and any other strategy with it. */
function requireStrategy({
  strategy,
  pretraining,
  leak,
}: TrainingSpec): TrainingSpec["strategy"] {
  if (leak && pretraining !== null) {
    throw new Error(
      `A training run, field leak: it goes without pretraining, found "${pretraining}".`,
    );
  }
  const fromScratch = pretraining === null && !leak;
  if ((strategy === "from-scratch") === fromScratch) return strategy;
  throw new Error(
    fromScratch
      ? `A training run, field strategy: found "${strategy}" without pretraining; only "from-scratch" goes without.`
      : `A training run, field strategy: found "from-scratch" with pretraining "${pretraining ?? "leak"}", whose weights would not be used; take one of ${fineTuningStrategies.slice(1).join(", ")}.`,
  );
}

function makeNetwork({ network: options, seed }: TrainingSpec): LayersModel {
  const { efficientNetLite, mlp, smallCnn } = networks();
  const common = {
    imageShape: [28, 28, 3] as [number, number, number],
    classes: 10,
    seed,
  };
  switch (options.architecture) {
    case "small-cnn":
      return smallCnn({ ...common, ...without(options) });
    case "mlp":
      return mlp({ ...common, ...without(options) });
    case "efficientnet-lite0":
      return efficientNetLite("lite0", { ...common, ...without(options) });
  }
}

/** Gives a network the weights that it is pre-trained to, if any. */
async function startFrom(
  network: LayersModel,
  training: TrainingSpec,
  signal: AbortSignal,
): Promise<void> {
  const { pretraining, weights, leak, seed } = training;
  const {
    HEAD,
    loadImageNetWeights,
    loadPretrained,
    setWeights,
    trainNetwork,
  } = networks();
  if (leak) {
    const recipe = { epochs: leak.epochs, learningRate: 1e-2 };
    const set = leakedSet(training as Task, leak);
    await trainNetwork(network, set, recipe, { seed, signal });
  }
  if (pretraining === null) return;
  if (pretraining === "imagenet") {
    await loadImageNetWeights(network);
    return;
  }
  const found = hashPretrained(pretraining);
  if (found !== weights) {
    throw new Error(
      `The weights "${pretraining}" have SHA-256 ${found}, but the run was declared with ${weights}: they have been made again since. Declare the experiment anew.`,
    );
  }
  setWeights(network, loadPretrained(pretraining).weights, { except: HEAD });
}

function without<T extends { architecture: string }>(
  options: T,
): Omit<T, "architecture"> {
  const { architecture, ...others } = options;
  void architecture;
  return others;
}
