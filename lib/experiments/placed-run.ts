import { z } from "zod";
import { datasetHash } from "../data/dataset-hash";
import { checked } from "../files/checked";
import { groupImages, takeExamples, type LabelledImages } from "../images";
import { taskStrategies } from "../methods/method-names";
import { completeModel, type ModelSpec } from "../models/model-spec";
import type { RunKind, RunSpec } from "../runs/run-kind";
import { completeRecipe } from "../training/recipe";
import { balanceField, balanced } from "./balance";
import { networks } from "./lazy-libraries";
import { notedFineTuning } from "./noted-fine-tuning";
import {
  CUE,
  cueValues,
  placedDrawings,
  requirePossible,
} from "./placed-drawings";
import { shiftField } from "./task";
import { requireWeights } from "./require-weights";

const count = z.int().positive();
const names = z.array(z.string()).min(1);
const two = z.tuple([names, names]);

const schema = z.strictObject({
  kind: z.literal("placed"),
  /** Of the drawings and photographs, their places, the weights and the order of examples. */
  seed: z.int(),
  classes: two,
  grounds: two,
  cue: z.enum(["ground", "tint"]),
  sides: z.tuple([count, count]),
  /** What is trained on. */
  set: z.strictObject({
    count,
    cue: z.union([z.number().min(0).max(1), z.enum(["first", "both"])]),
    pairs: z.boolean(),
  }),
  /** Images like those trained on, of other drawings and photographs, to choose by; and test images, as many of each group. */
  validation: count,
  test: count.multipleOf(4),
  model: shiftField,
  pretraining: z.enum(["none", "imagenet"]),
  method: z.enum(taskStrategies),
  recipe: z.looseObject({}).default({}),
  balance: balanceField.optional(),
});

type PlacedSpec = z.output<typeof schema>;

/**
 * A run that trains a network to tell two classes of drawings on photographs apart, where something else may give the class away, and tests it on each
 * group: a class with a value of the cue. Rows are called "validation" and "CLASS, VALUE".
 */
export const placedRun: RunKind = {
  name: "placed",
  usesTensorFlow: true,
  complete(given) {
    const spec = checked(schema, given, "A placed run");
    requirePossible(spec.set);
    const model = completeModel(spec.model, "A placed run, field model");
    requireWeights("A placed run", { ...spec, model });
    return {
      ...spec,
      model: { ...model },
      recipe: { ...completeRecipe(spec.recipe) },
    } as unknown as RunSpec;
  },
  inputs: (spec) => {
    const { model, pretraining } = spec as unknown as PlacedSpec;
    return {
      drawings: datasetHash("drawings"),
      photographs: datasetHash("cifar10"),
      ...(pretraining === "imagenet" && {
        weights: datasetHash(`${model.name}-imagenet`),
      }),
    };
  },
  async execute(given, context) {
    const spec = given as unknown as PlacedSpec;
    const { set, test, seed, model, method, pretraining } = spec;
    const started = performance.now();
    const train = balanced(
      placedDrawings(spec, "train", set),
      spec.balance,
      seed,
    );
    const like = { ...set, count: spec.validation };
    const network = networks().makeModel(model as unknown as ModelSpec, {
      imageShape: [32, 32, 3],
      classes: 2,
      seed,
    });
    try {
      if (pretraining === "imagenet")
        await networks().loadImageNetWeights(network);
      const { rows } = await notedFineTuning(
        network,
        train.set,
        {
          started,
          strategy: method,
          recipe: completeRecipe(spec.recipe),
          exampleWeights: train.exampleWeights,
          seed,
          evaluate: {
            validation: placedDrawings(spec, "validation", like),
            ...testGroups(spec, test),
          },
        },
        context,
      );
      return { rows };
    } finally {
      network.dispose();
    }
  },
};

/** Test images by group. */
function testGroups(
  spec: PlacedSpec,
  test: number,
): Record<string, LabelledImages> {
  const set = placedDrawings(spec, "test", {
    count: test,
    cue: "both",
    pairs: true,
  });
  const { of, counts } = groupImages(set, ["label", CUE]);
  return Object.fromEntries(
    Array.from(counts, (_, group) => {
      const members = Array.from(of.keys()).filter((i) => of[i] === group);
      const [label, value] = [group >> 1, group % 2];
      const name = `${spec.classes[label].join("/")}, ${cueValues(spec)[value]}`;
      return [name, takeExamples(set, members)];
    }),
  );
}
