import { minimizeLbfgs, type Objective } from "../../numerics";
import type { Features } from "../../training/features";
import { targetProbabilities } from "../../tensorflow/loss";
import {
  computeValues,
  runOperation,
  typeAttribute,
} from "../../tensorflow/native";
import { tf } from "../../tensorflow/tensorflow";
import type { LinearHead } from "./linear-head";

/** Fits each λ, from the strongest to the weakest, each from where the one before ended. */
export function fitPath(
  { values, count, width }: Features,
  labels: Uint8Array,
  classes: number,
  l2s: number[],
  maxIterations: number,
): (LinearHead & { l2: number; loss: number })[] {
  const size = width * classes;
  const X = tf.tensor2d(values, [count, width]);
  const Y = tf.tensor2d(targetProbabilities(labels, classes), [count, classes]);
  try {
    let start = new Float64Array(size + classes);
    return [...l2s]
      .sort((a, b) => b - a)
      .map((l2) => {
        const { at, value } = minimizeInSinglePrecision(
          penalised(X, Y, l2),
          start,
          maxIterations,
        );
        start = at;
        return {
          l2,
          loss: value,
          kernel: Float32Array.from(at.subarray(0, size)),
          bias: Float32Array.from(at.subarray(size)),
        };
      });
  } finally {
    tf.dispose([X, Y]);
  }
}

/** Mean cross-entropy of a linear head plus l2/2 · ‖kernel‖², and its gradient; the kernel first, then the bias. */
function penalised(X: tf.Tensor2D, Y: tf.Tensor2D, l2: number): Objective {
  const [count, width] = X.shape;
  const classes = Y.shape[1];
  const size = width * classes;
  return (at, gradient) => {
    const [losses, kernelGradient, biasGradient] = computeValues(() => {
      const kernel = tf.tensor2d(Float32Array.from(at.subarray(0, size)), [
        width,
        classes,
      ]);
      const bias = tf.tensor1d(Float32Array.from(at.subarray(size)));
      const [loss, residual] = runOperation(
        "SoftmaxCrossEntropyWithLogits",
        [typeAttribute()],
        [tf.add(tf.matMul(X, kernel), bias), Y],
        2,
      );
      return [
        loss,
        tf.matMul(X, residual as tf.Tensor2D, true),
        tf.sum(residual, 0),
      ];
    });
    let value = losses.reduce((sum, loss) => sum + loss, 0) / count;
    for (let k = 0; k < size; k++) {
      value += 0.5 * l2 * at[k] * at[k];
      gradient[k] = kernelGradient[k] / count + l2 * at[k];
    }
    for (let c = 0; c < classes; c++) {
      gradient[size + c] = biasGradient[c] / count;
    }
    return value;
  };
}

/**
 * L-BFGS on an objective that is exact to single precision only: done as well when
 * {@link PATIENCE} evaluations in a row brought less than a 1e-5th, since the
 * line search would chase rounding from there on.
 */
function minimizeInSinglePrecision(
  objective: Objective,
  start: Float64Array,
  maxIterations: number,
): { at: Float64Array; value: number } {
  let best = { at: start, value: Infinity };
  let vain = 0;
  const stalled = new Error("stalled");
  try {
    return minimizeLbfgs(
      (at, gradient) => {
        const value = objective(at, gradient);
        vain = value < best.value * (1 - 1e-5) ? 0 : vain + 1;
        if (value < best.value) best = { at: at.slice(), value };
        if (vain >= PATIENCE) throw stalled;
        return value;
      },
      start,
      { maxIterations, gradientTolerance: 1e-6 },
    );
  } catch (error) {
    if (error === stalled) return best;
    throw error;
  }
}

const PATIENCE = 15;
