import { networkShape } from "../../training/check-images";
import type { Features } from "../../training/features";
import { computeValues } from "../../tensorflow/native";
import { tf } from "../../tensorflow/tensorflow";
import { HEAD } from "../../models/weights";

/** A linear classifier on features: logits = features · kernel + bias. */
export interface LinearHead {
  /** Row-major [width, classes]. */
  kernel: Float32Array;
  bias: Float32Array;
}

/**
 * Gives a network another head, of the same size.
 *
 * @throws Error where the sizes differ.
 */
export function setHead(
  network: tf.LayersModel,
  { kernel, bias }: LinearHead,
): void {
  const { classes } = networkShape(network);
  const weights = network.getLayer(HEAD).weights;
  const width = weights[0].shape[0]!;
  if (bias.length !== classes || kernel.length !== width * classes) {
    throw new Error(
      `A head of ${kernel.length / bias.length} features and ${bias.length} classes does not fit the network "${network.name}", which has ${width} and ${classes}.`,
    );
  }
  tf.tidy(() => {
    weights[0].write(tf.tensor2d(kernel.slice(), [width, classes]));
    weights[1].write(tf.tensor1d(bias.slice()));
  });
}

/** Logits, row-major [count, classes]. */
export function applyHead(
  { kernel, bias }: LinearHead,
  { values, count, width }: Features,
): Float32Array {
  const [logits] = computeValues(() => {
    const X = tf.tensor2d(values, [count, width]);
    const W = tf.tensor2d(kernel, [width, bias.length]);
    return [tf.add(tf.matMul(X, W), tf.tensor1d(bias))];
  });
  return logits;
}
