import * as tf from "@tensorflow/tfjs-node";

/** In the order of their numbers in `kernels/vector.h`. */
export const ACTIVATIONS = ["linear", "relu", "relu6"] as const;

/** What may follow a convolution. */
export type ActivationName = (typeof ACTIVATIONS)[number];

/** Applies an activation. */
export function activate<T extends tf.Tensor>(
  x: T,
  activation: ActivationName,
): T {
  return activation === "linear" ? x : tf[activation](x);
}
