import { HEAD, initialiseWeights } from "../models/weights";
import type { Method } from "./method";
import { trainWithBestRate } from "./train-with-best-rate";

/** A new random head, then everything trained. */
export const full: Method = (network, set, options) => {
  initialiseWeights(network, options.seed ?? 0, { only: HEAD });
  return trainWithBestRate(network, set, options);
};
