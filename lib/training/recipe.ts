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

const limits: [keyof Recipe, (value: number) => boolean, string][] = [
  ["learningRate", (v) => v > 0, "> 0"],
  ["warmup", (v) => v >= 0 && v < 1, "in [0, 1)"],
  ["epochs", (v) => v > 0, "> 0"],
  ["batchSize", (v) => Number.isInteger(v) && v > 0, "a whole number > 0"],
  ["weightDecay", (v) => v >= 0, "≥ 0"],
  ["labelSmoothing", (v) => v >= 0 && v < 1, "in [0, 1)"],
  ["momentum", (v) => v >= 0 && v < 1, "in [0, 1)"],
  ["epsilon", (v) => v > 0, "> 0"],
];

const choices: [keyof Recipe, string[]][] = [
  ["optimizer", ["adamw", "sgd"]],
  ["schedule", ["cosine", "constant"]],
];

/**
 * Completes a recipe with {@link defaultRecipe} and checks it.
 *
 * @throws Error naming the field, its value and what it may be.
 */
export function completeRecipe(partial: PartialRecipe = {}): Recipe {
  const unknown = Object.keys(partial).find((key) => !(key in defaultRecipe));
  if (unknown) {
    throw new Error(
      `A recipe has no field "${unknown}"; it has ${Object.keys(defaultRecipe).join(", ")}.`,
    );
  }
  const recipe: Recipe = {
    ...defaultRecipe,
    ...partial,
    augmentation: { ...defaultRecipe.augmentation, ...partial.augmentation },
  };
  const refuse = (field: string, value: unknown, expected: string) => {
    throw new Error(
      `recipe.${field} is ${JSON.stringify(value)}, expected ${expected}.`,
    );
  };
  for (const [field, holds, expected] of limits) {
    const value = recipe[field];
    if (typeof value !== "number" || !Number.isFinite(value) || !holds(value)) {
      refuse(field, value, expected);
    }
  }
  for (const [field, allowed] of choices) {
    const value = recipe[field];
    if (!allowed.includes(value as string)) {
      refuse(field, value, allowed.map((each) => `"${each}"`).join(" or "));
    }
  }
  const { clipNorm, betas, classWeights, augmentation } = recipe;
  if (clipNorm !== null && !(clipNorm > 0)) {
    refuse("clipNorm", clipNorm, "> 0 or null");
  }
  if (betas.length !== 2 || !betas.every((beta) => beta >= 0 && beta < 1)) {
    refuse("betas", betas, "two numbers in [0, 1)");
  }
  if (classWeights && !classWeights.every((weight) => weight >= 0)) {
    refuse(
      "classWeights",
      classWeights,
      "a number ≥ 0 for each class, or null",
    );
  }
  const { shift } = augmentation;
  if (!Number.isInteger(shift) || shift < 0) {
    refuse("augmentation.shift", shift, "a whole number of pixels ≥ 0");
  }
  return recipe;
}
