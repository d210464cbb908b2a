import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { takeExamples } from "../images";
import { completeModel, type ModelSpec } from "../models/model-spec";
import { randomStream } from "../numerics";
import type { EvaluationRow, RunKind, RunSpec } from "../runs/run-kind";
import { completeRecipe } from "../training/recipe";
import { classFields, imagesOfClasses, requireClasses } from "./class-sets";
import { networks } from "./lazy-libraries";
import { shiftField } from "./task";

const schema = z.strictObject({
  kind: z.literal("consistency"),
  seed: z.int(),
  ...classFields,
  /** Images of the pool that is scored. */
  count: z.int().positive(),
  /** How often the pool is split into halves, each of which a network learns from to be asked about the other. */
  splits: z.int().positive().max(255),
  model: shiftField,
  recipe: z.looseObject({}).default({}),
});

/** A consistency run's specification, complete. */
export type ConsistencySpec = z.output<typeof schema> & { model: ModelSpec };

/** What the scores are called among what the run hands on: for each image of the pool the number of networks that got it right, a byte. */
export const SCORES = "scores";

/**
 * A run that scores how consistently images are learnt (the consistency score of Andreassen et al.): an ensemble is trained on random halves of a pool,
 * and each network asked about the half that it has not seen. One row a network, of its held-out half; the share of networks that get an image right is
 * its score.
 */
export const consistencyRun: RunKind = {
  name: "consistency",
  usesTensorFlow: true,
  complete: (given) => completeConsistency(given) as unknown as RunSpec,
  inputs: (spec) => ({
    data: datasetHash((spec as unknown as ConsistencySpec).data),
  }),
  yieldsArtefacts: () => true,
  async execute(given, { signal, onProgress }) {
    const spec = given as unknown as ConsistencySpec;
    const { seed, splits, model, classes } = spec;
    const { evaluate, makeModel, trainNetwork } = networks();
    const started = performance.now();
    const recipe = completeRecipe(spec.recipe);
    const pool = imagesOfClasses("train", spec);
    const [, height, width] = pool.shape;
    const right = new Uint8Array(pool.labels.length);
    const rows: EvaluationRow[] = [];
    for (const [i, { learnt, asked }] of halves(right.length, spec).entries()) {
      const network = makeModel(model, {
        imageShape: [height, width, 3],
        classes: classes.length,
        seed: 1000 * seed + i,
      });
      try {
        await trainNetwork(network, takeExamples(pool, learnt), recipe, {
          seed: 1000 * seed + i,
          signal,
          progress: ({ step, steps }) =>
            onProgress((i + step / steps) / (2 * splits)),
        });
        const held = takeExamples(pool, asked);
        const { correct, total, predictions } = evaluate(network, held);
        const seconds = (performance.now() - started) / 1000;
        rows.push({
          epoch: recipe.epochs,
          split: `held out ${i + 1}`,
          correct,
          total,
          seconds,
        });
        predictions.forEach((predicted, k) => {
          if (predicted === held.labels[k]) right[asked[k]] += 1;
        });
      } finally {
        network.dispose();
      }
    }
    const scores = Array.from(right, (each) => each / splits);
    return {
      rows,
      perExample: { score: scores },
      artefacts: { [SCORES]: right },
    };
  },
};

/** Both halves of each split, each learnt from once. */
const halves = (
  count: number,
  { splits, seed }: Pick<ConsistencySpec, "splits" | "seed">,
): { learnt: Int32Array; asked: Int32Array }[] =>
  Array.from({ length: splits }, (_, s) => {
    const order = randomStream(seed, `halves ${s}`).permutation(count);
    const middle = Math.ceil(count / 2);
    const [one, other] = [order.slice(0, middle), order.slice(middle)];
    return [
      { learnt: one, asked: other },
      { learnt: other, asked: one },
    ];
  }).flat();

/** Completes and checks the specification of a consistency run. @throws Error naming the field that is wrong, its value and what it may be. */
export function completeConsistency(given: RunSpec): ConsistencySpec {
  const what = "A consistency run";
  const spec = checked(schema, given, what);
  requireClasses(what, spec);
  return {
    ...spec,
    model: { ...completeModel(spec.model, `${what}, field model`) },
    recipe: { ...completeRecipe(spec.recipe) },
  } as ConsistencySpec;
}
