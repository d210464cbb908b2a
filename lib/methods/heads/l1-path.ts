import { targetProbabilities } from "../../tensorflow/loss";
import {
  computeValues,
  runOperation,
  typeAttribute,
} from "../../tensorflow/native";
import { tf } from "../../tensorflow/tensorflow";
import type { Features } from "../../training/features";
import type { LinearHead } from "./linear-head";

/** Done where no weight moves by more than this, of the largest. */
const TOLERANCE = 1e-5;

/**
 * Multinomial logistic regression with an l1 penalty, mean cross-entropy + λ · Σ|kernel|, for each λ from the strongest to the weakest, each from where the
 * one before ended: by accelerated proximal gradient steps (FISTA; Beck and Teboulle 2009) that start over where momentum turns uphill.
 *
 * @returns a head a λ, in that order. Many of its weights are exactly 0.
 */
export function fitL1Path(
  features: Features,
  labels: Uint8Array,
  classes: number,
  l1s: number[],
  maxIterations: number,
): (LinearHead & { penalty: number })[] {
  const { values, count, width } = features;
  const size = width * classes;
  const X = tf.tensor2d(values, [count, width]);
  const Y = tf.tensor2d(targetProbabilities(labels, classes), [count, classes]);
  const gradientAt = (at: Float64Array): Float64Array => {
    const [kernel, bias] = computeValues(() => {
      const W = tf.tensor2d(Float32Array.from(at.subarray(0, size)), [
        width,
        classes,
      ]);
      const b = tf.tensor1d(Float32Array.from(at.subarray(size)));
      const [, residual] = runOperation(
        "SoftmaxCrossEntropyWithLogits",
        [typeAttribute()],
        [tf.add(tf.matMul(X, W), b), Y],
        2,
      );
      return [tf.matMul(X, residual as tf.Tensor2D, true), tf.sum(residual, 0)];
    });
    return Float64Array.from([...kernel, ...bias], (sum) => sum / count);
  };
  try {
    // The cross-entropy's second derivative in the logits is at most ½.
    const step = 2 / largestEigenvalue(features);
    let start: Float64Array = new Float64Array(size + classes);
    return [...l1s]
      .sort((a, b) => b - a)
      .map((penalty) => {
        const shrink = (value: number, k: number) =>
          k < size
            ? Math.sign(value) * Math.max(0, Math.abs(value) - step * penalty)
            : value;
        start = minimised(gradientAt, shrink, start, { step, maxIterations });
        return {
          penalty,
          kernel: Float32Array.from(start.subarray(0, size)),
          bias: Float32Array.from(start.subarray(size)),
        };
      });
  } finally {
    tf.dispose([X, Y]);
  }
}

function minimised(
  gradientAt: (at: Float64Array) => Float64Array,
  shrink: (value: number, k: number) => number,
  start: Float64Array,
  { step, maxIterations }: { step: number; maxIterations: number },
): Float64Array {
  let at = start;
  let ahead = start;
  let momentum = 1;
  for (let i = 0; i < maxIterations; i++) {
    const gradient = gradientAt(ahead);
    const next = ahead.map((value, k) => shrink(value - step * gradient[k], k));
    let [moved, largest, uphill] = [0, 1e-12, 0];
    next.forEach((value, k) => {
      moved = Math.max(moved, Math.abs(value - at[k]));
      largest = Math.max(largest, Math.abs(value));
      uphill += (ahead[k] - value) * (value - at[k]);
    });
    const faster = uphill > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    const share = uphill > 0 ? 0 : (momentum - 1) / faster;
    const before = at;
    ahead = next.map((value, k) => value + share * (value - before[k]));
    [at, momentum] = [next, faster];
    if (moved <= TOLERANCE * largest) break;
  }
  return at;
}

/** Of [X 1]ᵀ[X 1] / n, from above: by the power method, with a twentieth to spare. */
function largestEigenvalue({ values, count, width }: Features): number {
  let direction = new Float64Array(width + 1).fill(1 / Math.sqrt(width + 1));
  let eigenvalue = 0;
  for (let i = 0; i < 30; i++) {
    const image = new Float64Array(width + 1);
    for (let row = 0; row < count; row++) {
      let along = direction[width];
      for (let j = 0; j < width; j++)
        along += values[row * width + j] * direction[j];
      for (let j = 0; j < width; j++)
        image[j] += (values[row * width + j] * along) / count;
      image[width] += along / count;
    }
    eigenvalue = Math.hypot(...image);
    direction = image.map((value) => value / eigenvalue);
  }
  return 1.05 * eigenvalue;
}
