import { z } from "zod";
import { completeRecipe } from "../training/recipe";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import {
  digitNetwork,
  digitSources,
  requireSameWeights,
  sourceHash,
} from "./digit-networks";
import { digitTestSet, digitTestSets, digitTrainingSets } from "./digit-sets";
import { notedFineTuning } from "./noted-fine-tuning";
import type { RunKind, RunSpec } from "../runs/run-kind";

const count = z.int().positive();

const schema = z.strictObject({
  kind: z.literal("digits-training"),
  /** Of training images, new weights and the order of examples. */
  seed: z.int(),
  source: z.enum(digitSources),
  /** SHA-256 of the source's weights; found out where it is not given. */
  weights: z.string().nullable().default(null),
  strategy: z
    .enum(["from-scratch", "linear-probe", "full", "lp-ft"])
    .default("from-scratch"),
  /** Images of MNIST to train on, to choose by, and of each test set at most (null: all). */
  train: count,
  validation: count.default(2000),
  test: count.nullable().default(null),
  recipe: z.looseObject({}).default({}),
  /** When to evaluate besides at the end, in epochs. */
  moments: z.array(z.number().positive()).default([]),
});

/**
 * A run that trains a network on digits of MNIST and tests it on all natural shifts and their references. Gives for each test example
 * whether it is classified correctly (1) or not (0), as `SET MOMENT`: "uci-digits 0" at the first evaluation.
 */
export const digitsTrainingRun: RunKind = {
  name: "digits-training",
  usesTensorFlow: true,
  inputs: (spec) => {
    const sets = ["mnist", ...digitTestSets].map((name) => [
      name,
      datasetHash(name),
    ]);
    return {
      ...(Object.fromEntries(sets) as { [set: string]: string }),
      ...(spec.source === "imagenet" && {
        weights: datasetHash("efficientnet-lite0-imagenet"),
      }),
    };
  },
  complete(given) {
    const spec = checked(schema, given, "A digits-training run");
    const { source, strategy } = spec;
    if ((source === "scratch") !== (strategy === "from-scratch")) {
      throw new Error(
        `A digits-training run, field strategy: found "${strategy}" for the source "${source}"; "from-scratch" goes with "scratch" and with no other.`,
      );
    }
    return {
      ...spec,
      weights: spec.weights ?? sourceHash(source),
      recipe: { ...completeRecipe(spec.recipe) },
    } as unknown as RunSpec;
  },
  async execute(given, context) {
    const spec = schema.parse(given);
    const { seed, source, strategy } = spec;
    requireSameWeights(source, spec.weights);
    const started = performance.now();
    const { network, prepare } = await digitNetwork(source, seed);
    try {
      const { train, validation } = digitTrainingSets(seed, spec);
      const sets = Object.fromEntries(
        digitTestSets.map((name) => [name, digitTestSet(name, spec.test)]),
      );
      const evaluated = Object.entries({ ...sets, validation });
      const { rows, moments } = await notedFineTuning(
        network,
        prepare(train),
        {
          started,
          strategy,
          recipe: completeRecipe(spec.recipe),
          seed,
          evaluate: Object.fromEntries(
            evaluated.map(([name, set]) => [name, prepare(set)]),
          ),
          every: spec.moments,
        },
        context,
      );
      const perExample = Object.fromEntries(
        moments.flatMap((evaluations, moment) =>
          Object.entries(sets).map(([name, { labels }]) => [
            `${name} ${moment}`,
            Array.from(evaluations[name].predictions, (p, i) =>
              p === labels[i] ? 1 : 0,
            ),
          ]),
        ),
      );
      return { rows, perExample };
    } finally {
      network.dispose();
    }
  },
};
