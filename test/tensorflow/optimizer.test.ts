import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createOptimizer } from "../../lib/tensorflow/optimizer";
import { completeRecipe, type Recipe } from "../../lib/training/recipe";
import { tf } from "../../lib/tensorflow/tensorflow";

interface Outcome {
  kernel: number[][];
  bias: number[];
  norms: number[];
}

const expected = JSON.parse(
  readFileSync(
    join(__dirname, "../fixtures/training/optimizer-steps.json"),
    "utf8",
  ),
) as {
  kernel: number[][];
  bias: number[];
  gradients: [number[][], number[]][];
  learningRates: number[];
  weightDecay: number;
  clipNorm: number;
  adamw: Outcome;
  sgd: Outcome;
};

const near = (found: ArrayLike<number>, wanted: number[], tolerance: number) =>
  wanted.forEach((value, i) =>
    assert.ok(
      Math.abs(found[i] - value) <= tolerance,
      `value ${i} is ${found[i]}, expected ${value}`,
    ),
  );

describe("createOptimizer", () => {
  for (const optimizer of ["adamw", "sgd"] as const) {
    it(`takes PyTorch's steps: ${optimizer}, with clipping and weight decay on the kernel alone`, () => {
      const before = tf.memory().numTensors;
      // The bias comes first: order must not matter.
      const bias = tf.tidy(() => tf.variable(tf.tensor1d(expected.bias)));
      const kernel = tf.tidy(() => tf.variable(tf.tensor2d(expected.kernel)));
      const { weightDecay, clipNorm } = expected;
      const steps = createOptimizer(
        [bias, kernel],
        completeRecipe({ optimizer, weightDecay, clipNorm, epsilon: 1e-3 }),
      );
      const norms = expected.gradients.map(
        ([kernelGradient, biasGradient], i) =>
          tf.tidy(() =>
            steps.step(
              [tf.tensor1d(biasGradient), tf.tensor2d(kernelGradient)],
              expected.learningRates[i],
            ),
          ),
      );
      const wanted = expected[optimizer];
      near(norms, wanted.norms, 1e-5);
      // TensorFlow rounds 1 − β₂ to single precision: 1e-5 of a step.
      near(kernel.dataSync(), wanted.kernel.flat(), 5e-6);
      near(bias.dataSync(), wanted.bias, 5e-6);
      steps.dispose();
      tf.dispose([kernel, bias]);
      assert.equal(tf.memory().numTensors, before);
    });
  }

  const take = (recipe: Partial<Recipe>, gradient: number[]) => {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    const steps = createOptimizer([variable], completeRecipe(recipe));
    const norm = tf.tidy(() => steps.step([tf.tensor1d(gradient)], 0.5));
    const values = [...variable.dataSync()];
    steps.dispose();
    variable.dispose();
    return { norm, values };
  };

  it("leaves gradients alone without clipping", () => {
    const { norm, values } = take(
      { optimizer: "sgd", clipNorm: null },
      [30, 40],
    );
    assert.equal(norm, 50);
    assert.deepEqual(values, [-14, -18]);
  });

  it("changes nothing when a gradient is no number", () => {
    for (const optimizer of ["adamw", "sgd"] as const) {
      const { norm, values } = take({ optimizer }, [NaN, 1]);
      assert.ok(Number.isNaN(norm));
      assert.deepEqual(values, [1, 2]);
    }
  });
});
