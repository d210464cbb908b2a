import type * as tf from "@tensorflow/tfjs-node";
import type { ActivationName } from "./activation";

/** One convolution of a chain ("same" padding), its normalisation and its activation. */
export interface ChainStep {
  /** [height, width, channels, filters]; [height, width, channels, 1] where it is depthwise. */
  filter: tf.Tensor;
  /** [filters], or [channels], as are all below. */
  scale: tf.Tensor;
  offset: tf.Tensor;
  /** Running averages. */
  mean: tf.Tensor;
  variance: tf.Tensor;
  strides: number;
  depthwise: boolean;
  activation: ActivationName;
}

/** Options of `convolutionChain`. */
export interface ChainOptions {
  /** Normalise by the batch's own moments; otherwise by the running averages, as if they were constants. */
  byBatch: boolean;
  /** Added to the variance. */
  epsilon: number;
  /** Share of the running averages that is kept. */
  momentum: number;
  /**
   * Added to what the last step gives, before its activation: x, or what a step makes of it, which has no activation
   * of its own.
   */
  residual?: "input" | ChainStep;
}
