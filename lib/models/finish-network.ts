import { tf } from "../tensorflow/tensorflow";
import { HEAD, initialiseWeights } from "./weights";

/** Puts the head on the features, makes the network and draws its weights. */
export function finishNetwork(
  name: string,
  input: tf.SymbolicTensor,
  features: tf.SymbolicTensor,
  classes: number,
  seed: number,
): tf.LayersModel {
  const logits = tf.layers
    .dense({ units: classes, kernelInitializer: "zeros", name: HEAD })
    .apply(features) as tf.SymbolicTensor;
  const network = tf.model({ inputs: input, outputs: logits, name });
  initialiseWeights(network, seed);
  return network;
}

/** @throws Error where a width or depth is no whole number above 0, or there is none. */
export function requireWidths(widths: number[]): void {
  const bad = widths.find((width) => !(Number.isInteger(width) && width > 0));
  if (widths.length === 0 || bad !== undefined) {
    throw new Error(
      `Widths and depth of a network must be whole numbers above 0, got ${bad ?? "no width"}.`,
    );
  }
}
