import type { tf } from "../tensorflow/tensorflow";
import type { Batch } from "./batches";
import { networkShape } from "./check-images";

/**
 * Weights of the examples of one batch, ≥ 0, from their losses at the step at hand: how group-distributionally robust optimisation
 * (Sagawa et al. 2020) and its kin turn to the groups that do worst.
 *
 * @param batch.losses cross-entropy of each example, not weighted, with the weights of the network before the step.
 * @param batch.indices positions of the examples in the training set.
 */
export type WeighExamples = (batch: {
  losses: Float32Array;
  labels: Uint8Array;
  indices: Int32Array;
}) => ArrayLike<number>;

/** Weights of the examples in the loss: one each, or found out for each batch. */
export type ExampleWeights = ArrayLike<number> | WeighExamples;

/** The loss weights of a batch; `losses` is called where they depend on it. */
export type BatchWeights = (
  batch: Pick<Batch, "labels" | "indices">,
  losses: () => Float32Array,
) => Float32Array;

/**
 * Class weights times example weights.
 *
 * @param images how many there are to train on.
 * @returns undefined where all weigh alike.
 * @throws Error where there are too few or too many, or one is negative or no number; of the weights of a batch, when it comes.
 */
export function batchWeights(
  network: tf.LayersModel,
  images: number,
  classWeights: readonly number[] | null,
  exampleWeights: ExampleWeights | undefined,
): BatchWeights | undefined {
  const { classes } = networkShape(network);
  if (classWeights && classWeights.length !== classes) {
    throw new Error(
      `recipe.classWeights has ${classWeights.length} weights, the network "${network.name}" ${classes} classes.`,
    );
  }
  if (!classWeights && !exampleWeights) return undefined;
  const weightsOf = exampleWeights && weighing(exampleWeights, images);
  return (batch, losses) => {
    const weights = weightsOf?.(batch, losses);
    return Float32Array.from(
      batch.labels,
      (label, i) => (classWeights?.[label] ?? 1) * (weights?.[i] ?? 1),
    );
  };
}

/** The example weights of a batch, whichever way they are given. */
function weighing(
  given: ExampleWeights,
  count: number,
): (...of: Parameters<BatchWeights>) => ArrayLike<number> {
  if (typeof given === "function") {
    return ({ labels, indices }, losses) => {
      const weights = given({ losses: losses(), labels, indices });
      requireWeights(weights, labels.length, "images of a batch");
      return weights;
    };
  }
  requireWeights(given, count, "training images");
  if (Array.from(given).every((weight) => weight === 0)) {
    throw new RangeError(
      "exampleWeights weighs every image 0: nothing would be learnt.",
    );
  }
  return ({ indices }) => Array.from(indices, (index) => given[index]);
}

function requireWeights(
  weights: ArrayLike<number>,
  count: number,
  of: string,
): void {
  if (weights?.length !== count) {
    throw new Error(
      `exampleWeights has ${weights?.length ?? "no"} weights for ${count} ${of}.`,
    );
  }
  for (let i = 0; i < count; i++) {
    if (!(weights[i] >= 0 && weights[i] < Infinity)) {
      throw new Error(
        `exampleWeights: weight ${i} is ${weights[i]}, expected a number ≥ 0.`,
      );
    }
  }
}
