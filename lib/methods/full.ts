import { HEAD, initialiseWeights } from "../models/weights";
import type { Method } from "./method";
import { trainWithBestRate } from "./train-with-best-rate";

/** A new random head, or the network's own, then everything trained. */
export const full: Method = (network, set, options) => {
  const { seed = 0, head = "new" } = options;
  if (head === "new") initialiseWeights(network, seed, { only: HEAD });
  return trainWithBestRate(network, set, options);
};
