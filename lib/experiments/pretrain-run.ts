import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { takeExamples, type LabelledImages } from "../images";
import { completeModel, type ModelSpec } from "../models/model-spec";
import { byDifficulty, difficulties } from "../pretraining/by-difficulty";
import type { Artefacts, RunKind, RunSpec } from "../runs/run-kind";
import type { ShiftSpec } from "../shifts";
import { completeRecipe } from "../training/recipe";
import {
  classRunFields,
  imagesOfClasses,
  inStyles,
  requireClasses,
} from "./class-sets";
import {
  completeConsistency,
  SCORES,
  type ConsistencySpec,
} from "./consistency-run";
import { networks } from "./lazy-libraries";
import { notedFineTuning } from "./noted-fine-tuning";
import { seededShift, shiftField } from "./task";

const schema = z.strictObject({
  kind: z.literal("pretrain"),
  seed: z.int(),
  ...classRunFields,
  /** Shifts whose shifted forms the images take in turn with their own; none leaves them plain. */
  styles: z.array(shiftField).default([]),
  /** Images of a scored pool, chosen by how hard they are; its seed is its own, so that networks of all seeds choose from one pool. */
  difficulty: z
    .strictObject({
      of: z.looseObject({ kind: z.literal("consistency"), seed: z.int() }),
      pick: z.enum(difficulties),
    })
    .nullable()
    .default(null),
});

/** A pretrain run's specification, complete. */
export type PretrainSpec = Omit<z.output<typeof schema>, "difficulty"> & {
  model: ModelSpec;
  styles: ShiftSpec[];
  difficulty: {
    of: ConsistencySpec;
    pick: (typeof difficulties)[number];
  } | null;
};

const WHAT = "A pretrain run";

/**
 * A run that trains a network on some classes of a registered set, for others to start from: on images in one style or several, of any difficulty or
 * chosen by it. Evaluates it on test images of these classes ("pre-training") and hands on its weights; among its values is how many images were tied
 * where difficulty chose.
 */
export const pretrainRun: RunKind = {
  name: "pretrain",
  usesTensorFlow: true,
  complete: (given) => completePretrain(given) as unknown as RunSpec,
  inputs: (spec) => ({
    data: datasetHash((spec as unknown as PretrainSpec).data),
  }),
  needs(spec) {
    const { difficulty } = spec as unknown as PretrainSpec;
    return difficulty ? [difficulty.of as unknown as RunSpec] : [];
  },
  yieldsArtefacts: () => true,
  async execute(given, context) {
    const spec = given as unknown as PretrainSpec;
    const { seed, test, model, classes, recipe } = spec;
    const started = performance.now();
    const { set, tied } = pretrainingImages(spec, context.artefacts);
    const [, height, width] = set.shape;
    const network = networks().makeModel(model, {
      imageShape: [height, width, 3],
      classes: classes.length,
      seed,
    });
    try {
      const { rows, weights } = await notedFineTuning(
        network,
        set,
        {
          started,
          strategy: "from-scratch",
          recipe: completeRecipe(recipe),
          seed,
          evaluate: {
            "pre-training": imagesOfClasses("test", { ...spec, count: test }),
          },
          keepWeights: true,
        },
        context,
      );
      return { rows, values: { tied }, artefacts: weights };
    } finally {
      network.dispose();
    }
  },
};

/** What is trained on, and how many images were tied where difficulty chose. */
export function pretrainingImages(
  spec: PretrainSpec,
  artefacts: (needed: RunSpec) => Artefacts,
): { set: LabelledImages; tied: number } {
  const { difficulty, count, seed, styles } = spec;
  if (!difficulty)
    return {
      set: inStyles(imagesOfClasses("train", spec), styles, seed),
      tied: 0,
    };
  const { of, pick } = difficulty;
  const pool = imagesOfClasses("train", of);
  const scores = artefacts(of as unknown as RunSpec)[SCORES];
  const chosen = byDifficulty(scores, pool.labels, { pick, count, seed });
  const set = takeExamples(pool, chosen.indices);
  return { set: inStyles(set, styles, seed), tied: chosen.tied };
}

/** Completes and checks the specification of a pretrain run. @throws Error naming the field that is wrong, its value and what it may be. */
export function completePretrain(given: RunSpec): PretrainSpec {
  const spec = checked(schema, given, WHAT);
  requireClasses(WHAT, spec);
  const { seed, difficulty } = spec;
  const of = difficulty && completeConsistency(difficulty.of as RunSpec);
  if (of && `${of.data}: ${of.classes}` !== `${spec.data}: ${spec.classes}`) {
    throw new Error(
      `${WHAT}, field difficulty.of.classes: found ${of.classes.join(", ")} of "${of.data}", but it trains on ${spec.classes.join(", ")} of "${spec.data}"; score those.`,
    );
  }
  if (of && spec.count > of.count) {
    throw new RangeError(
      `${WHAT}, field count: found ${spec.count}, but ${of.count} images are scored; take fewer, or score more.`,
    );
  }
  return {
    ...spec,
    styles: spec.styles.map((style) => seededShift(style as ShiftSpec, seed)),
    difficulty: of && { of, pick: difficulty!.pick },
    model: { ...completeModel(spec.model, `${WHAT}, field model`) },
    recipe: { ...completeRecipe(spec.recipe) },
  } as PretrainSpec;
}
