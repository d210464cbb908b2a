import { optionChecker } from "../files";
import { seed, whole } from "../files/option-kinds";
import type { LabelledImages } from "../images";
import { randomStream } from "../numerics";
import { softmaxCrossEntropy, targetProbabilities } from "../tensorflow/loss";
import { bytesToFloat } from "../tensorflow/native";
import { tf } from "../tensorflow/tensorflow";
import { variableGradients } from "../tensorflow/variable-gradients";
import { checkPixels } from "../training/check-images";

/** The Fisher information of each trainable weight of a network. */
export interface DiagonalFisher {
  variables: tf.Variable[];
  /** One tensor a variable, of its shape, ≥ 0; they belong to the caller. */
  information: tf.Tensor[];
}

const checkOptions = optionChecker<{ batchSize?: number; seed?: number }>(
  "diagonalFisher",
  { batchSize: whole(1), seed },
);

/**
 * The diagonal of the Fisher information: of each trainable weight the mean of (∂ log p(y | x) / ∂θ)² over images x, with labels y drawn from what the network
 * answers, in evaluation mode. As such a score has mean 0, the squared sum over a batch estimates the sum of squares without bias, so that
 * a gradient serves a whole batch.
 *
 * @param network gives logits.
 * @param set its labels are not looked at.
 * @param options.batchSize images to a gradient: more are faster, and the estimate varies more. Default 8.
 * @param options.seed of the labels drawn. Default 0.
 * @throws Error where the images do not fit the network, or there is none.
 * @see J. Kirkpatrick et al., Overcoming catastrophic forgetting in neural networks, PNAS 2017.
 */
export function diagonalFisher(
  network: tf.LayersModel,
  set: Pick<LabelledImages, "images" | "shape">,
  options: { batchSize?: number; seed?: number } = {},
): DiagonalFisher {
  checkOptions(options);
  const { batchSize = 8, seed = 0 } = options;
  checkPixels(set, network, "images to measure the Fisher information on");
  const [count, ...imageShape] = set.shape;
  const size = set.images.length / count;
  const random = randomStream(seed, "labels of the Fisher information");
  const variables = network.trainableWeights.map(
    (weight) => weight.read() as tf.Variable,
  );
  let information = variables.map(({ shape }) => tf.zeros(shape));
  for (let from = 0; from < count; from += batchSize) {
    const batch = Math.min(batchSize, count - from);
    const bytes = set.images.subarray(from * size, (from + batch) * size);
    const before = information;
    information = tf.tidy(() => {
      const images = bytesToFloat(bytes, [batch, ...imageShape]);
      const { grads } = variableGradients(
        () => scoreOf(network.apply(images) as tf.Tensor2D, random.uniform),
        variables,
      );
      // The gradient of a mean over the batch, squared, is 1 / batch² of the sum's.
      return before.map((sum, i) =>
        tf.add(
          sum,
          tf.mul(batch ** 2 / count, tf.square(grads[variables[i].name])),
        ),
      );
    });
    tf.dispose(before);
  }
  return { variables, information };
}

/** The mean negative log-likelihood of labels drawn from what the logits say. */
function scoreOf(logits: tf.Tensor2D, uniform: () => number): tf.Scalar {
  const [batch, classes] = logits.shape;
  const probabilities = tf.softmax(logits).dataSync();
  const labels = Uint8Array.from({ length: batch }, (_, i) =>
    drawn(probabilities.subarray(i * classes, (i + 1) * classes), uniform()),
  );
  return softmaxCrossEntropy(
    logits,
    tf.tensor2d(targetProbabilities(labels, classes), [batch, classes]),
  );
}

function drawn(probabilities: ArrayLike<number>, at: number): number {
  let [label, sum] = [0, probabilities[0]];
  while (sum <= at && label < probabilities.length - 1)
    sum += probabilities[++label];
  return label;
}
