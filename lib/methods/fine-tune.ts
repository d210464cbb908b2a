import { optionChecker } from "../files";
import { anything, list, object, whole } from "../files/option-kinds";
import type { LabelledImages } from "../images";
import { checkImages, networkShape } from "../training/check-images";
import { evaluate, type Evaluation } from "../training/evaluate";
import { keptFeatures } from "../training/kept-features";
import { classMeansHead } from "./class-means";
import { setHead } from "./head";
import { fitLinearProbe, type LinearProbe } from "./linear-probe";
import type { PartialRecipe } from "../training/recipe";
import { fineTuningStrategies, type FineTuningStrategy } from "./strategies";
import type { tf } from "../tensorflow/tensorflow";
import { trainNetwork, type TrainingRun } from "../training/train-network";
import { trainKinds, type TrainOptions } from "../training/train-options";
import { TrainingDivergedError } from "../training/training-diverged";
import {
  getWeights,
  HEAD,
  initialiseWeights,
  setWeights,
} from "../models/weights";

/** The six learning rates that the paper chooses from. */
export const paperLearningRates: number[] = [
  3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6,
];

/** Options of {@link fineTune}; those of training are passed on. */
export interface FineTuneOptions extends TrainOptions {
  strategy: FineTuningStrategy;
  /** How to train; without effect on a linear probe. */
  recipe?: PartialRecipe;
  /** Learning rates to choose from by accuracy on `reference`; without them the recipe's is taken. */
  learningRates?: number[];
  /** Held-out examples of the reference distribution. Never the shifted one. */
  reference?: LabelledImages;
  /** How many blocks `last-blocks` trains. Default 1. */
  lastBlocks?: number;
  /** Penalties that the linear probe chooses from. */
  l2s?: number[];
}

/** What fine-tuning came to; the network holds the weights. */
export interface FineTuning {
  strategy: FineTuningStrategy;
  /** On the sets given as `evaluate`, at the end. */
  evaluations: Record<string, Evaluation>;
  /** The run with the chosen learning rate; undefined for a linear probe. */
  run?: TrainingRun;
  /** Reference accuracy of each learning rate tried; 0 where training diverged. */
  trials: { learningRate: number; accuracy: number }[];
  /** Where the strategy begins with one. */
  probe?: LinearProbe;
}

const checkOptions = optionChecker<FineTuneOptions>("fineTune", {
  ...trainKinds,
  strategy: anything,
  recipe: object,
  learningRates: list,
  reference: object,
  lastBlocks: whole(0),
  l2s: list,
});

/**
 * Fine-tunes a network in place.
 *
 * @param network with its pre-trained weights, and as many classes as the task.
 * @throws Error for an unknown strategy, or learning rates without a reference set to choose by.
 * @example
 * const network = efficientNetLite("lite0", { imageShape: [28, 28, 3], inputSize: 64, classes: 10 });
 * await loadImageNetWeights(network);
 * const { evaluations } = await fineTune(network, train, {
 *   strategy: "lp-ft",
 *   recipe: { epochs: 8 },
 *   learningRates: paperLearningRates,
 *   reference: validation,
 *   evaluate: { reference: test, shifted: flippedTest },
 * });
 */
export async function fineTune(
  network: tf.LayersModel,
  set: LabelledImages,
  options: FineTuneOptions,
): Promise<FineTuning> {
  checkOptions(options);
  const { strategy, lastBlocks = 1, evaluate: sets = {} } = options;
  if (!fineTuningStrategies.includes(strategy)) {
    throw new Error(
      `There is no fine-tuning strategy "${String(strategy)}"; there are ${fineTuningStrategies.join(", ")}.`,
    );
  }
  checkImages(set, network, "training set");
  const probe = prepareHead(network, set, options);
  const result: FineTuning = {
    strategy,
    evaluations: {},
    trials: [],
    ...(probe ? { probe } : {}),
  };
  if (strategy !== "linear-probe") {
    const thaw =
      strategy === "last-blocks"
        ? freezeAllButLast(network, lastBlocks)
        : () => {};
    try {
      Object.assign(result, await trainWithBestRate(network, set, options));
    } finally {
      thaw();
    }
  }
  const atEnd = result.run?.checkpoints.at(-1)?.evaluations ?? {};
  result.evaluations = Object.fromEntries(
    Object.entries(sets).map(([name, each]) => [
      name,
      atEnd[name] ?? evaluate(network, each, { name }),
    ]),
  );
  return result;
}

/** Gives the network the weights that its strategy starts from. */
function prepareHead(
  network: tf.LayersModel,
  set: LabelledImages,
  { strategy, seed = 0, l2s }: FineTuneOptions,
): LinearProbe | undefined {
  switch (strategy) {
    case "from-scratch":
      initialiseWeights(network, seed);
      return undefined;
    case "full":
    case "last-blocks":
      initialiseWeights(network, seed, { only: HEAD });
      return undefined;
    case "class-means": {
      const features = keptFeatures(network, set);
      const { classes } = networkShape(network);
      setHead(network, classMeansHead(features, set.labels, classes));
      return undefined;
    }
    case "linear-probe":
    case "lp-ft": {
      const probe = fitLinearProbe(keptFeatures(network, set), set.labels, {
        classes: networkShape(network).classes,
        seed,
        l2s,
      });
      setHead(network, probe);
      return probe;
    }
  }
}

/** Those of the options that training takes. */
const trainOptionsOf = (options: FineTuneOptions): TrainOptions =>
  Object.fromEntries(
    Object.entries(options).filter(([name]) => name in trainKinds),
  );

async function trainWithBestRate(
  network: tf.LayersModel,
  set: LabelledImages,
  options: FineTuneOptions,
): Promise<Pick<FineTuning, "run" | "trials">> {
  const { recipe = {}, learningRates, reference } = options;
  if (!learningRates) {
    return {
      run: await trainNetwork(network, set, recipe, trainOptionsOf(options)),
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
  const trials: FineTuning["trials"] = [];
  let best: { run: TrainingRun; weights: typeof start } | undefined;
  for (const learningRate of learningRates) {
    setWeights(network, start);
    const run = await trainNetwork(
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

/**
 * Freezes all but the head and the last few blocks, told by the layers' names.
 *
 * @returns what undoes it.
 */
function freezeAllButLast(network: tf.LayersModel, count: number): () => void {
  const blockOf = ({ name }: tf.layers.Layer) =>
    Number(/^block(\d+)/.exec(name)?.[1] ?? NaN);
  const blocks = Math.max(0, ...network.layers.map(blockOf).filter(Boolean));
  if (!(Number.isInteger(count) && count >= 0 && count <= blocks)) {
    throw new Error(
      `lastBlocks is ${count}, expected a whole number from 0 to ${blocks}, the blocks of the network "${network.name}".`,
    );
  }
  const first = network.layers.findIndex(
    (layer) => blockOf(layer) > blocks - count,
  );
  const trained =
    count > 0 ? network.layers.slice(first) : [network.getLayer(HEAD)];
  const before = network.layers.map((layer) => layer.trainable);
  for (const layer of network.layers) {
    layer.trainable = layer.trainable && trained.includes(layer);
  }
  return () => {
    network.layers.forEach((layer, i) => {
      layer.trainable = before[i];
    });
  };
}
