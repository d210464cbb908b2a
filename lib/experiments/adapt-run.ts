import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { fineTuningStrategies } from "../methods/method-names";
import type { RunKind, RunSpec } from "../runs/run-kind";
import { completeRecipe } from "../training/recipe";
import { networks } from "./lazy-libraries";
import { lastWeights } from "./last-weights";
import { notedFineTuning } from "./noted-fine-tuning";
import {
  adaptationSet,
  BASE,
  completeRelated,
  relatedFields,
  relatedTests,
  requireRelated,
  type RelatedTask,
} from "./related-sets";
import { referenceTest, trainingSets } from "./task";
import { completeTrain, makeNetwork, type TrainSpec } from "./train-run";

const schema = z.strictObject({
  kind: z.literal("adapt"),
  seed: z.int(),
  /** The train run whose last network is adapted. */
  of: z.looseObject({ kind: z.literal("train") }),
  ...relatedFields,
  /** Which of the related sets it is adapted to. */
  to: z.string(),
  method: z.enum(fineTuningStrategies).exclude(["from-scratch", "class-means"]),
  recipe: z.looseObject({}).default({}),
  l2s: z.array(z.number().nonnegative()).min(1).optional(),
  /** Of "ewc" and "lwf". */
  penalty: z.number().nonnegative().optional(),
  /** Of "ewc": images of the training that the Fisher information is measured on. */
  fisher: z.int().positive().optional(),
  /** Of "lora". */
  rank: z.int().positive().optional(),
  /** Whether to hand on the weights. */
  keepWeights: z.boolean().default(false),
});

/** An adapt run's specification, complete. */
export type AdaptSpec = Omit<z.output<typeof schema>, "of" | "related"> & {
  of: TrainSpec;
  related: RelatedTask["related"];
};

/**
 * A run that adapts the network of a train run to one of some related sets, its head being kept, and tests it on all of them and on the base data as it is: one row of a
 * benchmark of robustness inheritance (Hwang et al.). Rows are called by the sets, and "base".
 */
export const adaptRun: RunKind = {
  name: "adapt",
  usesTensorFlow: true,
  complete: (given) => completeAdapt(given) as unknown as RunSpec,
  inputs: (spec) => relatedHashes(spec as unknown as AdaptSpec),
  needs: (spec) => [(spec as unknown as AdaptSpec).of as unknown as RunSpec],
  yieldsArtefacts: (spec) => (spec as unknown as AdaptSpec).keepWeights,
  async execute(given, context) {
    const spec = given as unknown as AdaptSpec;
    const { of, to, method, recipe, seed, fisher, keepWeights } = spec;
    const { l2s, penalty, rank } = spec;
    const started = performance.now();
    const network = makeNetwork(of);
    try {
      const { weights: start } = lastWeights(of, context.artefacts);
      networks().setWeights(network, start);
      const task = relatedTask(spec);
      const { rows, weights } = await notedFineTuning(
        network,
        adaptationSet(task, to),
        {
          started,
          strategy: method,
          head: "kept",
          recipe: completeRecipe(recipe),
          seed,
          evaluate: testsOf(spec),
          keepWeights,
          ...(l2s && { l2s }),
          ...(penalty !== undefined && { penalty }),
          ...(rank !== undefined && { rank }),
          ...(fisher !== undefined && { base: learnt(of, fisher) }),
        },
        context,
      );
      return { rows, ...(keepWeights && { artefacts: weights }) };
    } finally {
      network.dispose();
    }
  },
};

/** The related sets of a run on a network's task. */
const relatedTask = ({
  of,
  related,
  images,
  seed,
}: Pick<AdaptSpec, "of" | "related" | "images" | "seed">): RelatedTask => ({
  data: of.data,
  seed,
  related,
  images,
});

/** Test images of the related sets and of the base data, by name. */
export const testsOf = (spec: Parameters<typeof relatedTask>[0]) => ({
  ...relatedTests(relatedTask(spec)),
  [BASE]: referenceTest({
    ...spec.of,
    reference: null,
    test: spec.images.base,
  }),
});

/** Images that the network was trained on. */
const learnt = (of: TrainSpec, train: number) =>
  trainingSets({ ...of, train: Math.min(train, of.train), validation: 1 })
    .train;

/** Hashes of the base data and the registered sets among the related ones. */
export function relatedHashes({
  of,
  related,
}: Pick<AdaptSpec, "of" | "related">): { [name: string]: string } {
  const sets = Object.values(related).flatMap((each) =>
    "set" in each ? [each.set] : [],
  );
  return Object.fromEntries(
    [of.data, ...sets].map((name) => [name, datasetHash(name)]),
  );
}

/** Completes and checks the specification of an adapt run. @throws Error naming the field that is wrong, its value and what it may be. */
export function completeAdapt(given: RunSpec): AdaptSpec {
  const what = "An adapt run";
  const { of, ...spec } = checked(schema, given, what);
  const train = completeTrain({ ...of, seed: spec.seed } as RunSpec);
  requireRelated(spec.to, spec.related);
  requireOwn(what, spec);
  if (!train.keepWeights)
    throw new Error(
      `${what}, field of: that run keeps no weights to be adapted; leave keepWeights out of it.`,
    );
  return {
    ...spec,
    of: train,
    related: completeRelated(spec.related, spec.seed),
    recipe: { ...completeRecipe(spec.recipe) },
  };
}

/** Which methods each option is of. */
const methodsOf = {
  penalty: ["ewc", "lwf"],
  fisher: ["ewc"],
  rank: ["lora"],
  l2s: ["linear-probe", "lp-ft"],
} as const;

function requireOwn(
  what: string,
  spec: Pick<z.output<typeof schema>, "method" | keyof typeof methodsOf>,
): void {
  for (const [field, methods] of Object.entries(methodsOf)) {
    const isGiven = spec[field as keyof typeof methodsOf] !== undefined;
    if (isGiven && !(methods as readonly string[]).includes(spec.method))
      throw new Error(
        `${what}, field ${field}: found with method "${spec.method}"; only ${methods.map((each) => `"${each}"`).join(" and ")} takes it.`,
      );
  }
  if (spec.method === "ewc" && spec.fisher === undefined)
    throw new Error(
      `${what}, field fisher: found nothing with method "ewc"; give the number of images to measure the Fisher information on.`,
    );
}
