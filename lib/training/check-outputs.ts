import { getWeights, type NetworkWeights } from "../models/weights";
import type { tf } from "../tensorflow/tensorflow";

/**
 * Checks what a network gave: of logits that are no numbers the largest would be the first, and class 0 the answer to everything.
 *
 * @param outputs row-major [count, width].
 * @throws Error naming the first image with an output that is not finite, and the network's first weight that is not.
 */
export function requireFiniteOutputs(
  outputs: Float32Array,
  network: tf.LayersModel,
  count: number,
): void {
  const stray = outputs.findIndex((value) => !Number.isFinite(value));
  if (stray < 0) return;
  const cause =
    brokenWeight(getWeights(network)) ??
    "All its weights are finite, so the activations overflow; are its inputs 0 to 255, and was it trained at too high a learning rate?";
  throw new Error(
    `The network "${network.name}" gives image ${Math.floor((stray * count) / outputs.length)} of ${count} an output of ${outputs[stray]}. ${cause}`,
  );
}

/**
 * Refuses to go on from weights that are no numbers: it is not the training that spoils them.
 *
 * @throws Error naming the first weight that is not finite.
 */
export function requireFiniteWeights(
  weights: NetworkWeights,
  network: tf.LayersModel,
): void {
  const broken = brokenWeight(weights);
  if (!broken) return;
  throw new Error(
    `The network "${network.name}" cannot be trained on. ${broken}`,
  );
}

/** The first weight that is not finite, and what to do; undefined where all are. */
function brokenWeight({ layout, values }: NetworkWeights): string | undefined {
  const weight = values.findIndex((each) => !each.every(Number.isFinite));
  if (weight < 0) return undefined;
  const at = values[weight].findIndex((value) => !Number.isFinite(value));
  return `Its weight ${layout[weight].name} has the value ${values[weight][at]} at position ${at}: load or train it again.`;
}
