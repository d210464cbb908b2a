import {
  softmaxCrossEntropies,
  softmaxCrossEntropy,
  targetProbabilities,
} from "../tensorflow/loss";
import { bytesToFloat } from "../tensorflow/native";
import { createOptimizer } from "../tensorflow/optimizer";
import { tf } from "../tensorflow/tensorflow";
import { variableGradients } from "../tensorflow/variable-gradients";
import type { Batch } from "./batches";
import { networkShape } from "./check-images";
import type { BatchWeights } from "./example-weights";
import { lossOf, type LossTerm } from "./loss-terms";
import type { Recipe } from "./recipe";
import type { TrainOptions } from "./train-options";

/** Moves a network's weights against the gradient of the loss on one batch. */
export interface TrainStep {
  /** @returns the loss, terms included, and the norm of its gradient before clipping. */
  run(
    batch: Batch,
    learningRate: number,
    step: number,
  ): { loss: number; gradientNorm: number };
  /** Frees the optimiser's own tensors. */
  dispose(): void;
}

/**
 * Makes what carries out the steps of a run.
 *
 * @throws Error where all layers are frozen.
 */
export function createTrainStep(
  network: tf.LayersModel,
  recipe: Recipe,
  weightsOf: BatchWeights | undefined,
  options: Pick<TrainOptions, "lossTerms" | "variables">,
): TrainStep {
  const { lossTerms: terms = [] } = options;
  const {
    variables = network.trainableWeights.map(
      (weight) => weight.read() as tf.Variable,
    ),
  } = options;
  if (variables.length === 0) {
    throw new Error(
      `The network "${network.name}" has no trainable weights: all its layers are frozen.`,
    );
  }
  const optimizer = createOptimizer(variables, recipe);
  return {
    run: (batch, learningRate, step) =>
      tf.tidy(() => {
        const inputs = tensorsOf(batch, network, recipe);
        const { value, grads } = variableGradients(
          () => lossOn(inputs, { network, weightsOf, terms, batch, step }),
          variables,
        );
        const gradientNorm = optimizer.step(
          variables.map(({ name }) => grads[name]),
          learningRate,
        );
        return { loss: value.dataSync()[0], gradientNorm };
      }),
    dispose: optimizer.dispose,
  };
}

interface BatchTensors {
  images: tf.Tensor4D;
  /** Target probabilities, [batch, classes]. */
  targets: tf.Tensor2D;
}

function tensorsOf(
  { images, labels, shape }: Batch,
  network: tf.LayersModel,
  { labelSmoothing }: Recipe,
): BatchTensors {
  const { classes } = networkShape(network);
  return {
    images: bytesToFloat(images, shape) as tf.Tensor4D,
    targets: tf.tensor2d(targetProbabilities(labels, classes, labelSmoothing), [
      labels.length,
      classes,
    ]),
  };
}

/** The cross-entropy, weighted, and the terms added to it. */
function lossOn(
  { images, targets }: BatchTensors,
  {
    network,
    weightsOf,
    terms,
    batch,
    step,
  }: {
    network: tf.LayersModel;
    weightsOf: BatchWeights | undefined;
    terms: readonly LossTerm[];
    batch: Batch;
    step: number;
  },
): tf.Scalar {
  const { labels, indices } = batch;
  const logits = network.apply(images, { training: true }) as tf.Tensor2D;
  const weights = weightsOf?.(batch, () =>
    softmaxCrossEntropies(logits, targets),
  );
  const crossEntropy = softmaxCrossEntropy(
    logits,
    targets,
    weights && tf.tensor1d(weights),
  );
  const shown = { network, images, logits, labels, indices, step };
  return terms.reduce<tf.Scalar>(
    (sum, term) => tf.add(sum, lossOf(term, shown)),
    crossEntropy,
  );
}
