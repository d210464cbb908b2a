import type { LabelledImages } from "../images";
import { getWeights, setWeights } from "../models/weights";
import type { tf } from "../tensorflow/tensorflow";
import { evaluate } from "../training/evaluate";
import { trainNetwork, type TrainingRun } from "../training/train-network";
import type { PartialRecipe } from "../training/recipe";
import { trainKinds, type TrainOptions } from "../training/train-options";
import { TrainingDivergedError } from "../training/training-diverged";
import type { MethodOptions, MethodOutcome } from "./method";

/** Those of the options that training takes. */
const trainOptionsOf = (options: MethodOptions): TrainOptions =>
  Object.fromEntries(
    Object.entries(options).filter(([name]) => name in trainKinds),
  );

/** Trains a network in place, as `trainNetwork` does. */
export type Train = (
  network: tf.LayersModel,
  set: LabelledImages,
  recipe: PartialRecipe,
  options: TrainOptions,
) => Promise<TrainingRun>;

/**
 * Trains a network from the weights that it has: with the recipe's learning rate, or with that of `learningRates` whose network is the most accurate
 * on `reference` (the first of equals).
 *
 * @param train how it is trained; the weights it leaves are the network's own. Default: all that can be.
 * @throws Error for learning rates without a reference set, or where training diverges with each.
 */
export async function trainWithBestRate(
  network: tf.LayersModel,
  set: LabelledImages,
  options: MethodOptions,
  train: Train = trainNetwork,
): Promise<Required<Pick<MethodOutcome, "run" | "trials">>> {
  const { recipe = {}, learningRates, reference } = options;
  if (!learningRates) {
    return {
      run: await train(network, set, recipe, trainOptionsOf(options)),
      trials: [],
    };
  }
  if (!reference || learningRates.length === 0) {
    throw new Error(
      "To choose a learning rate, give one or more learningRates and a reference set.",
    );
  }
  // Without checkpoints along the run, only the chosen network is evaluated on the other sets.
  const trialOptions = trainOptionsOf(
    options.every === undefined ? { ...options, evaluate: {} } : options,
  );
  const start = getWeights(network);
  const trials: Required<MethodOutcome>["trials"] = [];
  let best: { run: TrainingRun; weights: typeof start } | undefined;
  for (const learningRate of learningRates) {
    setWeights(network, start);
    const run = await train(
      network,
      set,
      { ...recipe, learningRate },
      trialOptions,
    ).catch((error: unknown) => {
      if (error instanceof TrainingDivergedError) return undefined;
      throw error;
    });
    const accuracy = run
      ? evaluate(network, reference, { name: "reference" }).accuracy
      : 0;
    if (
      run &&
      accuracy > Math.max(-1, ...trials.map((each) => each.accuracy))
    ) {
      best = { run, weights: getWeights(network) };
    }
    trials.push({ learningRate, accuracy });
    if (run?.stopped) break;
  }
  if (!best) {
    throw new Error(
      `Training diverged with each of the learning rates ${learningRates.join(", ")}.`,
    );
  }
  setWeights(network, best.weights);
  return { run: best.run, trials };
}
