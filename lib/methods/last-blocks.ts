import { HEAD, initialiseWeights } from "../models/weights";
import type { tf } from "../tensorflow/tensorflow";
import type { Method } from "./method";
import { trainWithBestRate } from "./train-with-best-rate";

/** A new random head, or the network's own, then that and the last few blocks trained. */
export const lastBlocks: Method = async (network, set, options) => {
  const { seed = 0, head = "new" } = options;
  if (head === "new") initialiseWeights(network, seed, { only: HEAD });
  const thaw = freezeAllButLast(network, options.lastBlocks ?? 1);
  try {
    return await trainWithBestRate(network, set, options);
  } finally {
    thaw();
  }
};

/**
 * Freezes all but the head and the last few blocks, told by the layers' names.
 *
 * @returns what undoes it.
 */
function freezeAllButLast(network: tf.LayersModel, count: number): () => void {
  const blockOf = ({ name }: tf.layers.Layer) =>
    Number(/^block(\d+)/.exec(name)?.[1] ?? NaN);
  const blocks = Math.max(0, ...network.layers.map(blockOf).filter(Boolean));
  if (!(Number.isInteger(count) && count >= 0 && count <= blocks)) {
    throw new Error(
      `lastBlocks is ${count}, expected a whole number from 0 to ${blocks}, the blocks of the network "${network.name}".`,
    );
  }
  const first = network.layers.findIndex(
    (layer) => blockOf(layer) > blocks - count,
  );
  const trained =
    count > 0 ? network.layers.slice(first) : [network.getLayer(HEAD)];
  const before = network.layers.map((layer) => layer.trainable);
  for (const layer of network.layers) {
    layer.trainable = layer.trainable && trained.includes(layer);
  }
  return () => {
    network.layers.forEach((layer, i) => {
      layer.trainable = before[i];
    });
  };
}
