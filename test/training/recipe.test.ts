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
      /learningRate is 0, expected a finite number, above 0/,
    ],
    ["epochs", { epochs: -1 }, /epochs is -1/],
    [
      "batch size",
      { batchSize: 1.5 },
      /batchSize is 1.5, expected a whole number/,
    ],
    [
      "warm-up",
      { warmup: 1 },
      /warmup is 1, expected .*at least 0 and below 1/,
    ],
    [
      "weight decay",
      { weightDecay: NaN },
      /weightDecay is NaN, expected .*at least 0/,
    ],
    ["smoothing", { labelSmoothing: 1 }, /labelSmoothing is 1/],
    ["clipping", { clipNorm: 0 }, /clipNorm is 0, expected .*above 0/],
    ["betas", { betas: [0.9, 1] }, /betas.1 is 1, expected .*below 1/],
    ["class weights", { classWeights: [1, -1] }, /classWeights.1 is -1/],
    [
      "shift",
      { augmentation: { shift: 0.5 } },
      /augmentation.shift is 0.5, expected a whole number/,
    ],
    [
      "optimiser",
      { optimizer: "adam" },
      /optimizer is "adam". Did you mean "adamw"/,
    ],
    [
      "schedule",
      { schedule: "step" },
      /schedule is "step".*Known: cosine, constant/,
    ],
    [
      "misspelt augmentation",
      { augmentation: { shfit: 1 } },
      /no option "augmentation.shfit". Did you mean "shift"/,
    ],
    [
      "number of betas",
      { betas: [0.9] },
      /betas is \[0.9\], expected a list of 2/,
    ],
    ["text", { learningRate: "1e-3" }, /learningRate is "1e-3", .*not text/],
    ["weights of nothing", { classWeights: [0, 0] }, /every class 0/],
    [
      "unknown field",
      { lr: 0.1 },
      /recipe has no option "lr".*Known: optimizer, learningRate/,
    ],
  ];
  for (const [what, recipe, message] of bad) {
    it(`refuses a bad ${what}`, () => {
      assert.throws(() => completeRecipe(recipe), message);
    });
  }
});
