import type { tf } from "../tensorflow/tensorflow";

/**
 * What is added to the cross-entropy of each training step: a penalty on weights, a distance to another network's answers.
 *
 * @example
 * // L2-SP (Li et al. 2018): stay near the weights that fine-tuning starts from.
 * const weights = network.trainableWeights.map((weight) => weight.read());
 * const start = weights.map((weight) => weight.clone());
 * const nearStart: LossTerm = {
 *   name: "distance to the start",
 *   loss: () =>
 *     tf.mul(0.01, tf.addN(weights.map((weight, i) => tf.sum(tf.squaredDifference(weight, start[i]))))),
 * };
 * await trainNetwork(network, set, recipe, { lossTerms: [nearStart] });
 * tf.dispose(start);
 */
export interface LossTerm {
  /** What messages call it. */
  name: string;
  /**
   * The term's value for a batch, its weight in the loss included: a scalar, differentiable in the network's weights.
   *
   * Tensors made in here are freed after the step. Those that a term keeps from step to step are made before, and belong to who made it.
   */
  loss(batch: LossBatch): tf.Scalar;
}

/** A batch as the network has just seen it, within the tape that gradients come from. */
export interface LossBatch {
  network: tf.LayersModel;
  /** Pixels 0–255, [batch, height, width, channels], augmented. */
  images: tf.Tensor4D;
  /** [batch, classes]. */
  logits: tf.Tensor2D;
  labels: Uint8Array;
  /** Positions of the examples in the training set. */
  indices: Int32Array;
  /** Steps done before this one. */
  step: number;
}

/**
 * The value of a term.
 *
 * @throws Error where it is no scalar.
 */
export function lossOf(term: LossTerm, batch: LossBatch): tf.Scalar {
  const value = term.loss(batch);
  if (value?.rank === 0) return value;
  const found = value?.shape
    ? `a tensor of shape [${value.shape.join(", ")}]`
    : `${typeof value}`;
  throw new Error(
    `lossTerms: the term "${term.name}" gave ${found}, expected a scalar; take tf.mean or tf.sum of it.`,
  );
}
