import type { LabelledImages } from "../images";
import { interruption } from "../notebook/interruption";
import type { tf } from "../tensorflow/tensorflow";
import { shuffledBatches, stepsPerEpoch } from "./batches";
import { checkImages, checkNoEmptyClass, networkShape } from "./check-images";
import { checkpointMaker, checkpointSteps } from "./checkpoints";
import { batchWeights } from "./example-weights";
import { historyOf, historyUntil, type TrainingHistory } from "./history";
import { completeRecipe, type PartialRecipe, type Recipe } from "./recipe";
import { checkTrainOptions, type TrainOptions } from "./train-options";
import { createTrainStep } from "./train-step";
import { trainingLoop } from "./training-loop";
import type { TrainingCheckpoint } from "./training-checkpoint";

/** What a run came to. */
export interface TrainingRun {
  recipe: Recipe;
  seed: number;
  checkpoints: TrainingCheckpoint[];
  history: TrainingHistory;
  /** Steps done; fewer than planned where a signal ended the run. */
  steps: number;
  stopped: boolean;
  /** Seconds spent in training steps, and images trained on in one of them. */
  seconds: number;
  imagesPerSecond: number;
}

/**
 * Trains a network in place. Images stay bytes until a batch is shown.
 *
 * Layers with `trainable = false` are left as they are. Same network, set, recipe
 * and seed on the same machine with the same number of TensorFlow's threads
 * (`TF_NUM_INTRAOP_THREADS`; one a core by default): same weights, bit for bit.
 *
 * Where the notebook's cell is stopped, it ends after the step at hand; the network keeps the weights that it has by then.
 *
 * @param network gives logits; takes pixels 0–255.
 * @throws TrainingDivergedError where the loss is no number.
 * @throws InterruptedError where the notebook's cell is stopped.
 * @throws Error where recipe, images, labels, weights or loss terms do not fit.
 * @example
 * const network = smallCnn({ seed: 1 });
 * const run = await trainNetwork(network, train, { epochs: 5 }, {
 *   seed: 1,
 *   evaluate: { reference: test, shifted: tintedTest },
 *   every: 0.5,
 * });
 * run.checkpoints.map(({ evaluations }) => evaluations.shifted.accuracy);
 */
export async function trainNetwork(
  network: tf.LayersModel,
  set: LabelledImages,
  partialRecipe: PartialRecipe = {},
  options: TrainOptions = {},
): Promise<TrainingRun> {
  checkTrainOptions(options);
  const recipe = completeRecipe(partialRecipe);
  const { seed = 0, signal, progress = false } = options;
  checkSets(network, set, options);
  const weightsOf = batchWeights(
    network,
    set.shape[0],
    recipe.classWeights,
    options.exampleWeights,
  );
  const perEpoch = stepsPerEpoch(set, recipe.batchSize);
  const steps = Math.max(1, Math.round(recipe.epochs * perEpoch));
  const isCheckpoint = checkpointSteps(options.every, perEpoch, steps);
  const history = historyOf(steps);
  const interrupted = interruption();
  const checkpoints = checkpointMaker(network, options, {
    history,
    stepsPerEpoch: perEpoch,
    interrupted,
  });
  const step = createTrainStep(network, recipe, weightsOf, options);
  try {
    const done = await trainingLoop({
      recipe,
      batches: shuffledBatches(
        set,
        recipe.batchSize,
        seed,
        recipe.augmentation,
        options.augment,
      ),
      step,
      history,
      checkpoints,
      isCheckpoint,
      signal,
      interrupted,
      progress,
    });
    return {
      recipe,
      seed,
      checkpoints: checkpoints.made,
      history: historyUntil(history, done.steps),
      stopped: done.steps < steps,
      ...done,
    };
  } finally {
    step.dispose();
  }
}

function checkSets(
  network: tf.LayersModel,
  set: LabelledImages,
  { evaluate = {}, allowEmptyClasses = false }: TrainOptions,
): void {
  checkImages(set, network, "training set");
  for (const [name, each] of Object.entries(evaluate)) {
    checkImages(each, network, name);
  }
  if (!allowEmptyClasses) {
    const { classes } = networkShape(network);
    checkNoEmptyClass(set.labels, classes, "training set");
  }
}
