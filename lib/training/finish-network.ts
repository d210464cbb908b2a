import { tf } from "./tensorflow";
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
