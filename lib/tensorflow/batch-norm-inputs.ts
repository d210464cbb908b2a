import type * as tf from "@tensorflow/tfjs-node";

/** What a batch normalisation takes. */
export interface BatchNormInputs {
  /** [batch, height, width, channels]. */
  x: tf.Tensor;
  /** [channels], as are all below. */
  scale: tf.Tensor;
  offset: tf.Tensor;
  /** Running average of the batches' means; no gradient flows through it. */
  mean: tf.Tensor;
  /** Running average of the batches' (unbiased) variances; no gradient flows through it. */
  variance: tf.Tensor;
}

/** Options of `batchNormTraining`. */
export interface BatchNormOptions {
  /** Added to the variance. */
  epsilon: number;
  /** Share of the running averages that is kept. */
  momentum: number;
}
