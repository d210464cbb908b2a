import { trainNetwork } from "../training/train-network";
import { lowRankAdapters } from "./low-rank-adapters";
import type { Method } from "./method";
import { trainWithBestRate, type Train } from "./train-with-best-rate";

/**
 * Low-rank adaptation (Hu et al. 2022): to the kernel of each convolution and of the network's own head a product of two thin matrices is added, which alone are
 * trained, and merged with it at the end. Depthwise kernels, biases and normalisation stay as they are.
 */
export const lora: Method = (network, set, options) => {
  const { rank = 4, seed = 0 } = options;
  return trainWithBestRate(network, set, options, trainAdapters(rank, seed));
};

const trainAdapters =
  (rank: number, seed: number): Train =>
  async (network, set, recipe, options) => {
    const before = network.layers.map((layer) => layer.trainable);
    const adapters = lowRankAdapters(network, { rank, seed });
    try {
      for (const layer of network.layers) layer.trainable = false;
      const { variables } = adapters;
      const training = { ...options, variables };
      const run = await trainNetwork(network, set, recipe, training);
      adapters.merge();
      return run;
    } finally {
      adapters.dispose();
      network.layers.forEach((layer, i) => {
        layer.trainable = before[i];
      });
    }
  };
