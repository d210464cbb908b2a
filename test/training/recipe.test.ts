import assert from "node:assert/strict";
import { completeRecipe, defaultRecipe } from "../../lib/training/recipe";

describe("recipe", () => {
  it("fills in defaults, also inside the augmentation", () => {
    const recipe = completeRecipe({
      epochs: 2,
      augmentation: { flip: true },
    });
    assert.deepEqual(recipe, {
      ...defaultRecipe,
      epochs: 2,
      augmentation: { flip: true, shift: 0 },
    });
  });

  it("survives JSON", () => {
    const recipe = completeRecipe({ classWeights: [1, 2], clipNorm: null });
    assert.deepEqual(JSON.parse(JSON.stringify(recipe)), recipe);
  });

  const bad: [string, object, RegExp][] = [
    [
      "learning rate",
      { learningRate: 0 },
      /recipe.learningRate is 0, expected > 0/,
    ],
    ["epochs", { epochs: -1 }, /recipe.epochs is -1/],
    [
      "batch size",
      { batchSize: 1.5 },
      /recipe.batchSize is 1.5, expected a whole number/,
    ],
    ["warm-up", { warmup: 1 }, /recipe.warmup is 1, expected in \[0, 1\)/],
    [
      "weight decay",
      { weightDecay: NaN },
      /recipe.weightDecay is null, expected ≥ 0/,
    ],
    ["smoothing", { labelSmoothing: 1 }, /recipe.labelSmoothing/],
    ["clipping", { clipNorm: 0 }, /recipe.clipNorm is 0, expected > 0 or null/],
    ["betas", { betas: [0.9, 1] }, /recipe.betas is \[0.9,1\]/],
    ["class weights", { classWeights: [1, -1] }, /recipe.classWeights/],
    ["shift", { augmentation: { shift: 0.5 } }, /recipe.augmentation.shift/],
    [
      "optimiser",
      { optimizer: "adam" },
      /recipe.optimizer is "adam", expected "adamw" or "sgd"/,
    ],
    ["schedule", { schedule: "step" }, /expected "cosine" or "constant"/],
    [
      "unknown field",
      { lr: 0.1 },
      /A recipe has no field "lr"; it has optimizer, learningRate/,
    ],
  ];
  for (const [what, recipe, message] of bad) {
    it(`refuses a bad ${what}`, () => {
      assert.throws(() => completeRecipe(recipe), message);
    });
  }
});
