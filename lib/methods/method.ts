import type { LabelledImages } from "../images";
import type { tf } from "../tensorflow/tensorflow";
import type { PartialRecipe } from "../training/recipe";
import type { TrainingRun } from "../training/train-network";
import type { TrainOptions } from "../training/train-options";
import type { LinearProbe } from "./heads/fit-linear-probe";

/** What a method may be told; options of training are passed on. */
export interface MethodOptions extends TrainOptions {
  /** How to train; without effect on a linear probe. */
  recipe?: PartialRecipe;
  /** Learning rates to choose from by accuracy on `reference`; without them the recipe's is taken. */
  learningRates?: number[];
  /** Held-out examples of the reference distribution. Never the shifted one. */
  reference?: LabelledImages;
  /** Whether `full` and `last-blocks` draw a new head, or go on with the network's own. Default "new". */
  head?: "new" | "kept";
  /** How many blocks `last-blocks` trains. Default 1. */
  lastBlocks?: number;
  /** Penalties that the linear probe chooses from. */
  l2s?: number[];
  /** Examples of what the network knows already, which `ewc` measures the Fisher information on. */
  base?: LabelledImages;
  /** Weight λ ≥ 0 of what `ewc` or `lwf` add to the loss. Default 1. */
  penalty?: number;
  /** By which `lwf` divides logits, > 0. Default 2, as in the paper. */
  temperature?: number;
  /** Rank of the changes that `lora` makes. Default 4. */
  rank?: number;
  /** Share of the weights after training in the average that `wise-ft` takes, in [0, 1]. Default 0.5. */
  share?: number;
  /** The trainings that `soup` averages. Default: three, with the seed and the next two. */
  ingredients?: SoupIngredient[];
}

/** In what a training of a soup differs from what is asked for. */
export interface SoupIngredient {
  seed?: number;
  learningRate?: number;
}

/** What a method came to, besides the weights that the network has then. */
export interface MethodOutcome {
  /** The run with the chosen learning rate; undefined where the network is not as a run left it, as for a linear probe or an average. */
  run?: TrainingRun;
  /** Reference accuracy of each learning rate tried; 0 where training diverged. */
  trials?: { learningRate: number; accuracy: number }[];
  /** Where the method begins with one. */
  probe?: LinearProbe;
}

/**
 * A way to bring a network to a task: changes the weights of `network`, which come pre-trained, by the examples of `set`. Layers that it freezes
 * are trainable again after it, and tensors that it makes are freed.
 */
export type Method = (
  network: tf.LayersModel,
  set: LabelledImages,
  options: MethodOptions,
) => Promise<MethodOutcome>;
