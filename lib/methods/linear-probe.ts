import { networkShape } from "../training/check-images";
import { keptFeatures } from "../training/kept-features";
import { fitLinearProbe } from "./heads/fit-linear-probe";
import { setHead } from "./heads/linear-head";
import type { Method } from "./method";

/** The head alone, fitted on frozen features. */
export const linearProbe: Method = async (network, set, { seed = 0, l2s }) => {
  const probe = fitLinearProbe(keptFeatures(network, set), set.labels, {
    classes: networkShape(network).classes,
    seed,
    l2s,
  });
  setHead(network, probe);
  return { probe };
};
