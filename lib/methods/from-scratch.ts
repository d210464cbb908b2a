import { initialiseWeights } from "../models/weights";
import type { Method } from "./method";
import { trainWithBestRate } from "./train-with-best-rate";

/** All weights drawn anew, then everything trained. */
export const fromScratch: Method = (network, set, options) => {
  initialiseWeights(network, options.seed ?? 0);
  return trainWithBestRate(network, set, options);
};
