import { optionChecker, type OptionKinds } from "../files";
import {
  anything,
  callable,
  flag,
  listOf,
  listOrFunction,
  object,
  seed,
} from "../files/option-kinds";
import type { LabelledImages } from "../images";
import type { tf } from "../tensorflow/tensorflow";
import type { Progress } from "../notebook/progress";
import type { AugmentBatch } from "./batches";
import type { ExampleWeights } from "./example-weights";
import type { LossTerm } from "./loss-terms";
import type { TrainingCheckpoint } from "./training-checkpoint";

/** Options of `trainNetwork`. */
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
  /**
   * Weight of each example in the loss, on top of the recipe's class weights: one a training image, or a function of each batch and its losses.
   * The loss is a mean over examples, not over weights.
   */
  exampleWeights?: ExampleWeights;
  /** What is added to the cross-entropy. */
  lossTerms?: LossTerm[];
  /** Changes each training batch in place. */
  augment?: AugmentBatch;
  /** What is trained in place of the network's trainable weights, such as changes to its kernels. */
  variables?: tf.Variable[];
  /** Ends the run early, after the step at hand, with a checkpoint. */
  signal?: AbortSignal;
  /** Default false. */
  progress?: Progress;
  /** Accept classes that have no example. Default false. */
  allowEmptyClasses?: boolean;
}

/** The kinds of the options of `trainNetwork`. */
export const trainKinds: OptionKinds<TrainOptions> = {
  seed,
  evaluate: object,
  every: anything,
  keepWeights: flag,
  onCheckpoint: callable,
  exampleWeights: listOrFunction,
  lossTerms: listOf(object),
  augment: callable,
  variables: listOf(object),
  signal: object,
  progress: anything,
  allowEmptyClasses: flag,
};

export const checkTrainOptions = optionChecker("trainNetwork", trainKinds);
