import { getWeights, setWeights } from "../models/weights";
import { averageWeights } from "./average-weights";
import { full } from "./full";
import type { Method } from "./method";

/** WiSE-FT (Wortsman et al. 2022): everything trained from the network's own head on, then the weights before and after averaged. */
export const wiseFt: Method = async (network, set, options) => {
  const { share = 0.5 } = options;
  const before = getWeights(network);
  const { trials = [] } = await full(network, set, {
    ...withoutMoments(options),
    head: "kept",
  });
  setWeights(
    network,
    averageWeights([before, getWeights(network)], [1 - share, share]),
  );
  return { trials };
};

/** Of a training that is averaged, moments on the way say nothing of the average. */
export const withoutMoments = <Options extends object>(options: Options) => ({
  ...options,
  evaluate: {},
  every: undefined,
  onCheckpoint: undefined,
});
