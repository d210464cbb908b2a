import assert from "node:assert/strict";
import {
  softmaxCrossEntropy,
  targetProbabilities,
} from "../../lib/tensorflow/loss";
import { tf } from "../../lib/tensorflow/tensorflow";

const logits = [1.5, -0.5, 0.25, 2, 0, -3];
const targets = [0, 1, 0, 0.7, 0.2, 0.1];
const weights = [0.5, 2];

/** By the definition, in double precision. */
function lossOf(values: number[]): number {
  return [0, 1].reduce((sum, i) => {
    const row = values.slice(3 * i, 3 * i + 3);
    const total = Math.log(row.reduce((all, x) => all + Math.exp(x), 0));
    const loss = row.reduce(
      (all, x, c) => all + targets[3 * i + c] * (total - x),
      0,
    );
    return sum + (weights[i] * loss) / 2;
  }, 0);
}

describe("softmaxCrossEntropy", () => {
  const weighted = (x: tf.Tensor) =>
    softmaxCrossEntropy(
      x as tf.Tensor2D,
      tf.tensor2d(targets, [2, 3]),
      tf.tensor1d(weights),
    );

  it("is the mean cross-entropy, weighted by example", () => {
    const found = tf.tidy(
      () => weighted(tf.tensor2d(logits, [2, 3])).dataSync()[0],
    );
    assert.ok(Math.abs(found - lossOf(logits)) < 1e-6);
  });

  it("has the gradient that finite differences give", () => {
    const gradient = tf.tidy(() =>
      tf
        .grad(weighted)(tf.tensor2d(logits, [2, 3]))
        .dataSync(),
    );
    logits.forEach((_, i) => {
      const at = (step: number) =>
        lossOf(logits.map((x, j) => (i === j ? x + step : x)));
      const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
      assert.ok(Math.abs(gradient[i] - difference) < 1e-6);
    });
  });

  it("equals tfjs's composed loss without weights, gradient included", () => {
    tf.tidy(() => {
      const x = tf.tensor2d(logits, [2, 3]);
      const y = tf.tensor2d(targets, [2, 3]);
      const ours = tf.valueAndGrad((z) =>
        softmaxCrossEntropy(z as tf.Tensor2D, y),
      )(x);
      const theirs = tf.valueAndGrad(
        (z) => tf.losses.softmaxCrossEntropy(y, z as tf.Tensor2D) as tf.Scalar,
      )(x);
      const worst = (a: tf.Tensor, b: tf.Tensor) =>
        a.sub(b).abs().max().dataSync()[0];
      assert.ok(worst(ours.value, theirs.value) < 1e-6);
      assert.ok(worst(ours.grad, theirs.grad) < 1e-6);
    });
  });
});

describe("targetProbabilities", () => {
  it("puts everything on the label", () => {
    assert.deepEqual([...targetProbabilities([1, 0], 3)], [0, 1, 0, 1, 0, 0]);
  });

  it("spreads the smoothing over all classes, the label's too", () => {
    const row = targetProbabilities([2], 4, 0.2);
    [0.05, 0.05, 0.85, 0.05].forEach((wanted, c) =>
      assert.ok(Math.abs(row[c] - wanted) < 1e-7),
    );
  });
});
