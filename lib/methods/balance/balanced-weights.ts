import type { ImageGroups } from "../../images";

/**
 * A weight for each example so that every group counts alike in the loss: n / (G · n_g) for an example of a group of n_g among n examples in G groups.
 * Their mean is one. By label alone this is class balancing.
 *
 * @example trainNetwork(network, set, recipe, { exampleWeights: balancedWeights(groupImages(set, ["label", "tint"])) })
 */
export const balancedWeights = ({ of, counts }: ImageGroups): Float32Array =>
  Float32Array.from(of, (group) => of.length / (counts.length * counts[group]));
