import { nearestName, optionChecker } from "../files";
import {
  anything,
  finite,
  list,
  object,
  oneOf,
  share,
  whole,
} from "../files/option-kinds";
import type { LabelledImages } from "../images";
import type { tf } from "../tensorflow/tensorflow";
import { checkImages } from "../training/check-images";
import { evaluate, type Evaluation } from "../training/evaluate";
import { trainKinds } from "../training/train-options";
import type { MethodOptions, MethodOutcome } from "./method";
import { fineTuningStrategies, type FineTuningStrategy } from "./method-names";
import { methods } from "./methods";

/** Options of {@link fineTune}; those of training are passed on. */
export interface FineTuneOptions extends MethodOptions {
  strategy: FineTuningStrategy;
}

/** What fine-tuning came to; the network holds the weights. */
export interface FineTuning extends MethodOutcome {
  strategy: FineTuningStrategy;
  /** On the sets given as `evaluate`, at the end. */
  evaluations: Record<string, Evaluation>;
  trials: Required<MethodOutcome>["trials"];
}

const checkOptions = optionChecker<FineTuneOptions>("fineTune", {
  ...trainKinds,
  strategy: anything,
  recipe: object,
  learningRates: list,
  reference: object,
  lastBlocks: whole(0),
  l2s: list,
  head: oneOf("new", "kept"),
  base: object,
  penalty: finite({ from: 0 }),
  temperature: finite({ above: 0 }),
  rank: whole(1),
  share,
  ingredients: list,
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
 *   learningRates: [1e-3, 3e-4, 1e-4],
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
  const { strategy, evaluate: sets = {} } = options;
  if (!Object.hasOwn(methods, strategy)) {
    throw new Error(
      `There is no fine-tuning strategy "${String(strategy)}". ${nearestName(String(strategy), fineTuningStrategies)}`,
    );
  }
  checkImages(set, network, "training set");
  const outcome = await methods[strategy](network, set, options);
  const atEnd = outcome.run?.checkpoints.at(-1)?.evaluations ?? {};
  const evaluations = Object.fromEntries(
    Object.entries(sets).map(([name, each]) => [
      name,
      atEnd[name] ?? evaluate(network, each, { name }),
    ]),
  );
  return { strategy, trials: [], ...outcome, evaluations };
}
