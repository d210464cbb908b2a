import { tf } from "../tensorflow/tensorflow";
import type { LossTerm } from "../training/loss-terms";
import { diagonalFisher } from "./diagonal-fisher";
import { full } from "./full";
import type { Method } from "./method";

/**
 * Elastic weight consolidation (Kirkpatrick et al. 2017): everything trained from the network's own head on, with λ/2 · Σ F (θ − θ₀)² added to the loss,
 * F being the diagonal of the Fisher information on the base set. With λ the number of base examples over that of new ones it is the Laplace
 * approximation of having trained on both.
 *
 * @throws Error without a base set.
 */
export const ewc: Method = async (network, set, options) => {
  const { base, penalty = 1, seed = 0, lossTerms = [] } = options;
  if (!base)
    throw new Error(
      "ewc needs a base set, images of what the network knows already, to find out which weights matter to it: give the option base.",
    );
  const { variables, information } = diagonalFisher(network, base, { seed });
  const start = variables.map((variable) => variable.clone());
  const consolidation: LossTerm = {
    name: "elastic weight consolidation",
    loss: () =>
      tf.mul(
        penalty / 2,
        tf.addN(
          variables.map((variable, i) =>
            tf.sum(
              tf.mul(information[i], tf.squaredDifference(variable, start[i])),
            ),
          ),
        ),
      ),
  };
  try {
    return await full(network, set, {
      ...options,
      head: "kept",
      lossTerms: [...lossTerms, consolidation],
    });
  } finally {
    tf.dispose([...information, ...start]);
  }
};
