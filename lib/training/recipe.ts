import { optionChecker, optionGroup } from "../files";
import {
  finite,
  flag,
  listOf,
  oneOf,
  orNull,
  whole,
} from "../files/option-kinds";
import type { OptimizerSettings } from "../tensorflow/optimizer";
/**
 * How a network is trained, as plain data: equal recipes (and seeds, and data)
 * give equal runs, and an experiment can be hashed by its recipe.
 */
export interface Recipe extends OptimizerSettings {
  /** Peak learning rate, > 0. */
  learningRate: number;
  /** After the warm-up: half a cosine down to 0, or no change. */
  schedule: "cosine" | "constant";
  /** Share of all steps in which the learning rate rises linearly from 0, in [0, 1). */
  warmup: number;
  /** Passes through the training set, > 0; fractions are allowed. */
  epochs: number;
  batchSize: number;
  /** Share of the target probability spread evenly over all classes, in [0, 1). */
  labelSmoothing: number;
  /** Weight of each class in the loss; null weighs all alike. */
  classWeights: number[] | null;
  /** Random changes to each training image. */
  augmentation: Augmentation;
}

/** Random changes to a training image, drawn anew each time it is shown. */
export interface Augmentation {
  /** Mirror left to right with probability ½. */
  flip: boolean;
  /** Shift by up to so many pixels in each direction, filling with edge pixels. */
  shift: number;
}

/** A recipe with only what differs from the defaults. */
export type PartialRecipe = Partial<Omit<Recipe, "augmentation">> & {
  augmentation?: Partial<Augmentation>;
};

/** AdamW, cosine schedule with 5 % warm-up, clipping at 1, batch 128 for 10 epochs. */
export const defaultRecipe: Recipe = {
  optimizer: "adamw",
  learningRate: 1e-3,
  schedule: "cosine",
  warmup: 0.05,
  epochs: 10,
  batchSize: 128,
  weightDecay: 0.05,
  clipNorm: 1,
  labelSmoothing: 0,
  momentum: 0.9,
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  classWeights: null,
  augmentation: { flip: false, shift: 0 },
};

const rate = finite({ from: 0, below: 1 });
const positive = finite({ above: 0 });
const atLeast0 = finite({ from: 0 });

const checkRecipe = optionChecker<PartialRecipe>("recipe", {
  optimizer: oneOf("adamw", "sgd"),
  learningRate: positive,
  schedule: oneOf("cosine", "constant"),
  warmup: rate,
  epochs: positive,
  batchSize: whole(1),
  weightDecay: atLeast0,
  clipNorm: orNull(positive),
  labelSmoothing: rate,
  momentum: rate,
  betas: listOf(rate, 2),
  epsilon: positive,
  classWeights: orNull(listOf(atLeast0)),
  augmentation: optionGroup<Partial<Augmentation>>({
    flip: flag,
    shift: whole(0),
  }),
});

/**
 * Completes a recipe with {@link defaultRecipe} and checks it.
 *
 * @throws RangeError naming the field, its value and what it may be.
 */
export function completeRecipe(partial: PartialRecipe = {}): Recipe {
  checkRecipe(partial);
  const given = Object.entries(partial).filter(
    ([, value]) => value !== undefined,
  );
  const recipe: Recipe = {
    ...defaultRecipe,
    ...(Object.fromEntries(given) as Partial<Recipe>),
    augmentation: { ...defaultRecipe.augmentation, ...partial.augmentation },
  };
  if (recipe.classWeights?.every((weight) => weight === 0)) {
    throw new RangeError(
      "recipe: option classWeights weighs every class 0: nothing would be learnt.",
    );
  }
  return recipe;
}
