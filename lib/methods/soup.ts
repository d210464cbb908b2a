import { getWeights, setWeights } from "../models/weights";
import { averageWeights } from "./average-weights";
import { full } from "./full";
import type { Method, MethodOutcome, SoupIngredient } from "./method";
import { withoutMoments } from "./wise-ft";

/**
 * Model soup (Wortsman et al. 2022), uniform: everything trained several times from the same weights, the network's own head included, with other
 * seeds or learning rates, and the weights averaged.
 *
 * @throws RangeError for no ingredient.
 */
export const soup: Method = async (network, set, options) => {
  const { seed = 0, recipe = {} } = options;
  const ingredients: SoupIngredient[] =
    options.ingredients ?? [0, 1, 2].map((i) => ({ seed: seed + i }));
  if (ingredients.length === 0)
    throw new RangeError("soup got no ingredients; give one training or more.");
  const start = getWeights(network);
  const ends: (typeof start)[] = [];
  const trials: Required<MethodOutcome>["trials"] = [];
  for (const ingredient of ingredients) {
    setWeights(network, start);
    const { learningRate } = ingredient;
    const outcome = await full(network, set, {
      ...withoutMoments(options),
      head: "kept",
      seed: ingredient.seed ?? seed,
      recipe: { ...recipe, ...(learningRate && { learningRate }) },
    });
    trials.push(...(outcome.trials ?? []));
    ends.push(getWeights(network));
  }
  setWeights(network, averageWeights(ends));
  return { trials };
};
