import { networkShape } from "../training/check-images";
import { keptFeatures } from "../training/kept-features";
import { classMeansHead } from "./heads/class-means-head";
import { setHead } from "./heads/linear-head";
import type { Method } from "./method";
import { trainWithBestRate } from "./train-with-best-rate";

/** The class means' head, then everything trained. */
export const classMeans: Method = (network, set, options) => {
  const features = keptFeatures(network, set);
  const { classes } = networkShape(network);
  setHead(network, classMeansHead(features, set.labels, classes));
  return trainWithBestRate(network, set, options);
};
