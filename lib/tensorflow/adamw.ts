import * as tf from "@tensorflow/tfjs-node";
import { attribute, runOperation } from "./native";

/** What a step of AdamW takes beside weights and gradients. */
export interface AdamWSettings {
  learningRate: number;
  betas: [number, number];
  epsilon: number;
  /** Longest Euclidean norm of all gradients together; null for any. */
  clipNorm: number | null;
}

/** Running moments of AdamW, which its steps change in place. */
export interface AdamWState {
  steps: number;
  first: tf.Tensor;
  second: tf.Tensor;
  /** Weight decay of each variable. */
  decays: tf.Tensor;
}

/**
 * Moments of zero; the caller must dispose of them.
 *
 * @param decays weight decay of each variable.
 */
export function startAdamW(
  variables: tf.Variable[],
  decays: number[],
): AdamWState {
  const size = variables.reduce((sum, variable) => sum + variable.size, 0);
  // Each from an array of its own: tensors of tf.zeros may share one.
  const moment = () => tf.keep(tf.tensor1d(new Float32Array(size)));
  return {
    steps: 0,
    first: moment(),
    second: moment(),
    decays: tf.keep(tf.tensor1d(decays)),
  };
}

/**
 * One step over all variables by our own operation, in PyTorch's formulas.
 *
 * @returns the Euclidean norm of all gradients together. Where it is not finite, nothing has been changed.
 */
export function stepAdamW(
  variables: tf.Variable[],
  gradients: tf.Tensor[],
  state: AdamWState,
  settings: AdamWSettings,
): number {
  const { learningRate, betas, epsilon, clipNorm } = settings;
  return tf.tidy(() => {
    const corrections = betas.map((beta) => 1 - beta ** (state.steps + 1));
    const numbers = [
      learningRate,
      ...betas,
      epsilon,
      ...corrections,
      clipNorm ?? Infinity,
    ];
    const [length, ...next] = runOperation(
      "LabAdamW",
      [attribute("count", "INT", variables.length)],
      [
        ...variables,
        ...gradients,
        tf.tensor1d(numbers),
        state.decays,
        state.first,
        state.second,
      ],
      1 + variables.length,
    );
    const norm = length.dataSync()[0];
    if (Number.isFinite(norm)) {
      state.steps += 1;
      variables.forEach((variable, i) => variable.assign(next[i]));
    }
    return norm;
  });
}
