import { optionChecker, type OptionKinds } from "../files";
import {
  anything,
  callable,
  flag,
  list,
  object,
  seed,
} from "../files/option-kinds";
import { setImmediate } from "node:timers/promises";
import type { LabelledImages } from "../images";
import { shuffledBatches, type AugmentBatch, type Batch } from "./batches";
import { checkImages, checkNoEmptyClass, networkShape } from "./check-images";
import { evaluate, type Evaluation } from "./evaluate";
import { softmaxCrossEntropy, targetProbabilities } from "../tensorflow/loss";
import { bytesToFloat } from "../tensorflow/native";
import { createOptimizer } from "../tensorflow/optimizer";
import { interruption } from "../notebook/interruption";
import { reportProgress, type Progress } from "../notebook/progress";
import { completeRecipe, type PartialRecipe, type Recipe } from "./recipe";
import { learningRateAt } from "./schedule";
import { tf } from "../tensorflow/tensorflow";
import { getWeights, setWeights, type NetworkWeights } from "../models/weights";

/** Options of {@link trainNetwork}. */
export interface TrainOptions {
  /** Seed of the order of examples and of augmentation. Default 0. */
  seed?: number;
  /** Sets to evaluate at each checkpoint, by name. */
  evaluate?: Record<string, LabelledImages>;
  /**
   * When to make a checkpoint, in epochs: a number is an interval (0.5: twice an
   * epoch), a list is the very times. One is always made at the end. Default: only that.
   */
  every?: number | number[];
  /** Keep the weights in each checkpoint. Default false: only the network has them. */
  keepWeights?: boolean;
  /** Called, and waited for, at each checkpoint. */
  onCheckpoint?: (checkpoint: TrainingCheckpoint) => void | Promise<void>;
  /** Weight of each example in the loss, on top of the recipe's class weights. */
  exampleWeights?: ArrayLike<number>;
  /** Changes each training batch in place. */
  augment?: AugmentBatch;
  /** Ends the run early, after the step at hand, with a checkpoint. */
  signal?: AbortSignal;
  /** Default false. */
  progress?: Progress;
  /** Accept classes that have no example. Default false. */
  allowEmptyClasses?: boolean;
}

/** A point along a run. */
export interface TrainingCheckpoint {
  /** Steps done. */
  step: number;
  /** Epochs done; a fraction between two. */
  epoch: number;
  /** Mean loss since the checkpoint before. */
  loss: number;
  /** Learning rate of the last step. */
  learningRate: number;
  /** By the names given in `evaluate`. */
  evaluations: Record<string, Evaluation>;
  /** Where `keepWeights` was asked for. */
  weights?: NetworkWeights;
}

/** What a run came to. */
export interface TrainingRun {
  recipe: Recipe;
  seed: number;
  checkpoints: TrainingCheckpoint[];
  /** One value a step; gradient norms are those before clipping. */
  history: {
    losses: Float32Array;
    learningRates: Float32Array;
    gradientNorms: Float32Array;
  };
  /** Steps done; fewer than planned where a signal ended the run. */
  steps: number;
  stopped: boolean;
  /** Seconds spent in training steps, and images trained on in one of them. */
  seconds: number;
  imagesPerSecond: number;
}

/** The loss, a gradient or a weight was no number. The network has been put back to the last good checkpoint. */
export class TrainingDivergedError extends Error {
  override name = "TrainingDivergedError";

  constructor(
    /** The step that failed, from 0. */
    readonly step: number,
    readonly learningRate: number,
    /** The last checkpoint before; undefined where there was none, and the network is as it was at the start. */
    readonly checkpoint: TrainingCheckpoint | undefined,
  ) {
    super(
      `Training diverged at step ${step} (learning rate ${learningRate}): the loss, its gradient or a weight is not finite. ` +
        (checkpoint
          ? `The network is back at the checkpoint after step ${checkpoint.step} (epoch ${checkpoint.epoch.toFixed(2)}). `
          : "The network is back at its initial weights. ") +
        "Lower recipe.learningRate, raise recipe.warmup, or set recipe.clipNorm.",
    );
  }
}

/** The kinds of the options of {@link trainNetwork}. */
export const trainKinds: OptionKinds<TrainOptions> = {
  seed,
  evaluate: object,
  every: anything,
  keepWeights: flag,
  onCheckpoint: callable,
  exampleWeights: list,
  augment: callable,
  signal: object,
  progress: anything,
  allowEmptyClasses: flag,
};
const checkOptions = optionChecker("trainNetwork", trainKinds);

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
 * @throws Error where recipe, images, labels or weights do not fit.
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
  checkOptions(options);
  const recipe = completeRecipe(partialRecipe);
  const { seed = 0, evaluate: evaluationSets = {}, signal } = options;
  const interrupted = interruption();
  checkSets(network, set, evaluationSets, options);
  const weightOf = exampleWeighting(network, set, recipe, options);
  const stepsPerEpoch = Math.max(
    1,
    Math.floor(set.shape[0] / recipe.batchSize),
  );
  const steps = Math.max(1, Math.round(recipe.epochs * stepsPerEpoch));
  const isCheckpoint = checkpointSteps(options.every, stepsPerEpoch, steps);

  const variables = network.trainableWeights.map(
    (weight) => weight.read() as tf.Variable,
  );
  if (variables.length === 0) {
    throw new Error(
      `The network "${network.name}" has no trainable weights: all its layers are frozen.`,
    );
  }
  const trainStep = createTrainStep(network, variables, recipe, weightOf);
  const batches = shuffledBatches(
    set,
    recipe.batchSize,
    seed,
    recipe.augmentation,
    options.augment,
  );
  const report = reportProgress(options.progress ?? false);
  const history = {
    losses: new Float32Array(steps),
    learningRates: new Float32Array(steps),
    gradientNorms: new Float32Array(steps),
  };
  const checkpoints: TrainingCheckpoint[] = [];
  let lastGood = getWeights(network);
  let done = 0;
  let images = 0;
  let milliseconds = 0;
  let lastPause = performance.now();

  const giveUp = (step: number, learningRate: number): never => {
    setWeights(network, lastGood);
    throw new TrainingDivergedError(step, learningRate, checkpoints.at(-1));
  };

  const makeCheckpoint = async () => {
    const since = checkpoints.at(-1)?.step ?? 0;
    const losses = history.losses.subarray(since, done);
    const weights = getWeights(network);
    if (!weights.values.every((values) => values.every(Number.isFinite))) {
      giveUp(done - 1, history.learningRates[done - 1]);
    }
    lastGood = weights;
    const evaluations: Record<string, Evaluation> = {};
    for (const [name, each] of Object.entries(evaluationSets)) {
      interrupted.throwIfAborted();
      evaluations[name] = evaluate(network, each, { name });
      await setImmediate();
    }
    const checkpoint: TrainingCheckpoint = {
      step: done,
      epoch: done / stepsPerEpoch,
      loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      learningRate: history.learningRates[done - 1],
      evaluations,
      ...(options.keepWeights ? { weights } : {}),
    };
    checkpoints.push(checkpoint);
    await options.onCheckpoint?.(checkpoint);
  };

  try {
    while (done < steps && !(signal?.aborted && done > 0)) {
      interrupted.throwIfAborted();
      const started = performance.now();
      const batch = batches.next().value;
      const learningRate = learningRateAt(recipe, done, steps);
      const { loss, gradientNorm } = trainStep.run(batch, learningRate);
      if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
        giveUp(done, learningRate);
      }
      history.losses[done] = loss;
      history.learningRates[done] = learningRate;
      history.gradientNorms[done] = gradientNorm;
      done += 1;
      images += batch.labels.length;
      const now = performance.now();
      milliseconds += now - started;
      report.update({
        step: done,
        steps,
        loss,
        imagesPerSecond: (1000 * images) / milliseconds,
        secondsLeft: ((steps - done) * milliseconds) / done / 1000,
      });
      if (isCheckpoint(done)) await makeCheckpoint();
      if (now - lastPause > 50) {
        await setImmediate(); // lets signals and timers through
        lastPause = performance.now();
      }
    }
    if (checkpoints.at(-1)?.step !== done) await makeCheckpoint();
  } finally {
    report.end();
    trainStep.dispose();
  }

  return {
    recipe,
    seed,
    checkpoints,
    history: {
      losses: history.losses.slice(0, done),
      learningRates: history.learningRates.slice(0, done),
      gradientNorms: history.gradientNorms.slice(0, done),
    },
    steps: done,
    stopped: done < steps,
    seconds: milliseconds / 1000,
    imagesPerSecond: (1000 * images) / milliseconds,
  };
}

function createTrainStep(
  network: tf.LayersModel,
  variables: tf.Variable[],
  recipe: Recipe,
  weightOf: ((batch: Batch) => Float32Array) | undefined,
) {
  const { classes } = networkShape(network);
  const optimizer = createOptimizer(variables, recipe);

  function run(batch: Batch, learningRate: number) {
    return tf.tidy(() => {
      const images = bytesToFloat(batch.images, batch.shape);
      const targets = tf.tensor2d(
        targetProbabilities(batch.labels, classes, recipe.labelSmoothing),
        [batch.labels.length, classes],
      );
      const weights = weightOf && tf.tensor1d(weightOf(batch));
      const { value, grads } = tf.variableGrads(
        () =>
          softmaxCrossEntropy(
            network.apply(images, { training: true }) as tf.Tensor2D,
            targets,
            weights,
          ),
        variables,
      );
      const gradientNorm = optimizer.step(
        variables.map(({ name }) => grads[name]),
        learningRate,
      );
      return { loss: value.dataSync()[0], gradientNorm };
    });
  }

  return { run, dispose: optimizer.dispose };
}

function checkSets(
  network: tf.LayersModel,
  set: LabelledImages,
  evaluationSets: Record<string, LabelledImages>,
  { allowEmptyClasses = false }: TrainOptions,
): void {
  checkImages(set, network, "training set");
  for (const [name, each] of Object.entries(evaluationSets)) {
    checkImages(each, network, name);
  }
  if (!allowEmptyClasses) {
    checkNoEmptyClass(
      set.labels,
      networkShape(network).classes,
      "training set",
    );
  }
}

/** The loss weights of a batch; undefined where all weigh alike. */
function exampleWeighting(
  network: tf.LayersModel,
  set: LabelledImages,
  { classWeights }: Recipe,
  { exampleWeights }: TrainOptions,
): ((batch: Batch) => Float32Array) | undefined {
  const { classes } = networkShape(network);
  if (classWeights && classWeights.length !== classes) {
    throw new Error(
      `recipe.classWeights has ${classWeights.length} weights, the network "${network.name}" ${classes} classes.`,
    );
  }
  if (exampleWeights) {
    if (exampleWeights.length !== set.shape[0]) {
      throw new Error(
        `exampleWeights has ${exampleWeights.length} weights for ${set.shape[0]} training images.`,
      );
    }
    for (let i = 0; i < exampleWeights.length; i++) {
      if (!(exampleWeights[i] >= 0 && exampleWeights[i] < Infinity)) {
        throw new Error(
          `exampleWeights: weight ${i} is ${exampleWeights[i]}, expected a number ≥ 0.`,
        );
      }
    }
    if (Array.from(exampleWeights).every((weight) => weight === 0)) {
      throw new RangeError(
        "exampleWeights weighs every image 0: nothing would be learnt.",
      );
    }
  }
  if (!classWeights && !exampleWeights) return undefined;
  return ({ labels, indices }) =>
    Float32Array.from(
      labels,
      (label, i) =>
        (classWeights?.[label] ?? 1) * (exampleWeights?.[indices[i]] ?? 1),
    );
}

function checkpointSteps(
  every: number | number[] | undefined,
  stepsPerEpoch: number,
  steps: number,
): (step: number) => boolean {
  if (every === undefined) return (step) => step === steps;
  if (typeof every === "number") {
    if (!(every > 0)) {
      throw new Error(`every is ${every}, expected a number of epochs > 0.`);
    }
    const interval = Math.max(1, Math.round(every * stepsPerEpoch));
    return (step) => step % interval === 0 || step === steps;
  }
  const stray = every.find(
    (epoch) => !(epoch >= 0 && Math.round(epoch * stepsPerEpoch) <= steps),
  );
  if (stray !== undefined) {
    throw new RangeError(
      `every names epoch ${stray}, but the run goes from 0 to ${steps / stepsPerEpoch}: leave it out, or raise recipe.epochs.`,
    );
  }
  const wanted = new Set(
    every.map((epoch) => Math.max(1, Math.round(epoch * stepsPerEpoch))),
  );
  return (step) => wanted.has(step) || step === steps;
}
