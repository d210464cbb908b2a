import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { taskStrategies } from "../methods/method-names";
import { completeModel, type ModelSpec } from "../models/model-spec";
import type { RunKind, RunSpec } from "../runs/run-kind";
import type { ShiftSpec } from "../shifts";
import { completeRecipe } from "../training/recipe";
import { balanceField, balanced } from "./balance";
import { networks } from "./lazy-libraries";
import { notedFineTuning } from "./noted-fine-tuning";
import { requireMomentsWithin } from "./require-moments";
import { requireWeights } from "./require-weights";
import {
  referenceTest,
  seededShift,
  shapeOf,
  shiftField,
  taskFields,
  trainingSets,
  type LearningTask,
} from "./task";

const schema = z.strictObject({
  kind: z.literal("train"),
  seed: z.int(),
  ...taskFields,
  model: shiftField,
  /** What the network starts from: nothing, or its ImageNet weights. */
  pretraining: z.enum(["none", "imagenet"]).default("none"),
  method: z.enum(taskStrategies).default("from-scratch"),
  recipe: z.looseObject({}).default({}),
  /** Against a bias: how groups of training images are made to count, and what makes the groups; without it each image counts alike. */
  balance: balanceField.optional(),
  /** Penalties that a linear probe chooses from; the library's where they are not given. */
  l2s: z.array(z.number().nonnegative()).min(1).optional(),
  /** How many blocks the method "last-blocks" trains besides the head; 0: the head alone. */
  lastBlocks: z.int().nonnegative().optional(),
  /** When to evaluate and to keep the weights besides at the end, in epochs. */
  moments: z.array(z.number().positive()).default([]),
  /** Whether to hand on the weights of each moment. */
  keepWeights: z.boolean().default(true),
});

/** A train run's specification, complete. */
export type TrainSpec = z.output<typeof schema> & LearningTask;

const WHAT = "A train run";

/**
 * A run that trains a network from scratch, or fine-tunes a pre-trained one, on the reference set of a task, evaluates it on held-out reference
 * images ("validation") and reference test images ("reference"), and hands on its weights at each moment, for `evaluate` runs. One seed for all
 * that is drawn at random: the task's images, the shift, the weights and the order of examples, so that runs that differ in it repeat the whole
 * experiment.
 */
export const trainRun: RunKind = {
  name: "train",
  usesTensorFlow: true,
  complete: (given) => completeTrain(given) as unknown as RunSpec,
  inputs: (spec) => {
    const { data, model, pretraining } = spec as unknown as TrainSpec;
    return {
      data: datasetHash(data),
      ...(pretraining === "imagenet" && {
        weights: datasetHash(`${model.name}-imagenet`),
      }),
    };
  },
  yieldsArtefacts: (spec) => (spec as unknown as TrainSpec).keepWeights,
  async execute(given, context) {
    const spec = given as unknown as TrainSpec;
    const { method, recipe, l2s, lastBlocks, moments, keepWeights, seed } =
      spec;
    const started = performance.now();
    const network = makeNetwork(spec);
    try {
      if (spec.pretraining === "imagenet")
        await networks().loadImageNetWeights(network);
      const { train, validation } = trainingSets(spec);
      const { set, exampleWeights } = balanced(train, spec.balance, seed);
      const { rows, weights } = await notedFineTuning(
        network,
        set,
        {
          started,
          exampleWeights,
          strategy: method,
          recipe: completeRecipe(recipe),
          ...(l2s && { l2s }),
          ...(lastBlocks !== undefined && { lastBlocks }),
          seed,
          evaluate: { validation, reference: referenceTest(spec) },
          every: moments,
          keepWeights,
        },
        context,
      );
      return { rows, ...(keepWeights && { artefacts: weights }) };
    } finally {
      network.dispose();
    }
  },
};

/** A network of a train run's model, with initial weights. */
export function makeNetwork({ model, data, seed }: TrainSpec) {
  return networks().makeModel(model as unknown as ModelSpec, {
    ...shapeOf(data),
    seed,
  });
}

/**
 * Completes and checks the specification of a train run.
 *
 * @throws Error naming the field that is wrong, its value and what it may be.
 */
export function completeTrain(given: RunSpec): TrainSpec {
  const spec = checked(schema, given, WHAT);
  const { reference, seed, model, pretraining, method } = spec;
  shapeOf(spec.data);
  const complete = completeModel(model, `${WHAT}, field model`);
  requireWeights(WHAT, { model: complete, pretraining, method });
  if (
    spec.balance &&
    method === "linear-probe" &&
    spec.balance.how !== "sampling"
  ) {
    throw new Error(
      `${WHAT}, field balance.how: found "${spec.balance.how}" with method "linear-probe", whose examples count alike; take "sampling".`,
    );
  }
  const recipe = completeRecipe(spec.recipe);
  requireMomentsWithin(WHAT, spec.moments, recipe.epochs);
  if (spec.lastBlocks !== undefined && method !== "last-blocks") {
    throw new Error(
      `${WHAT}, field lastBlocks: found ${spec.lastBlocks} with method "${method}"; only "last-blocks" counts them.`,
    );
  }
  return {
    ...spec,
    model: { ...complete },
    reference: reference && seededShift(reference as ShiftSpec, seed),
    recipe: { ...recipe },
  } as TrainSpec;
}
