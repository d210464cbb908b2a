import * as tf from "@tensorflow/tfjs-node";
import { computeValues, runOperation, typeAttribute } from "./native";

/**
 * Mean softmax cross-entropy, by TensorFlow's own kernel, which gives loss and
 * gradient at once.
 *
 * @param logits [batch, classes].
 * @param targets [batch, classes], the target probabilities; rows sum to 1.
 * @param weights [batch], weight of each example; without them all weigh 1. The
 *   mean is over examples, not over weights.
 * @returns a scalar.
 */
export function softmaxCrossEntropy(
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
  weights?: tf.Tensor1D,
): tf.Scalar {
  const mean = tf.customGrad((x, save) => {
    const [losses, backprop] = runOperation(
      "SoftmaxCrossEntropyWithLogits",
      [typeAttribute()],
      [x as tf.Tensor, targets],
      2,
    );
    (save as tf.GradSaveFunc)(weights ? [backprop, weights] : [backprop]);
    return {
      value: tf.mean(weights ? tf.mul(losses, weights) : losses),
      gradFunc: (dy: tf.Tensor, [gradient, weight]: tf.Tensor[]) => {
        const scale = tf.div(dy, logits.shape[0]);
        return tf.mul(
          gradient,
          weight ? tf.mul(scale, weight).reshape([-1, 1]) : scale,
        );
      },
    };
  });
  return mean(logits) as tf.Scalar;
}

/**
 * Softmax cross-entropy of each example, as values: no gradient goes through it.
 *
 * @param logits [batch, classes].
 * @param targets [batch, classes], the target probabilities; rows sum to 1.
 * @returns one loss an example, in nats.
 */
export function softmaxCrossEntropies(
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
): Float32Array {
  const [losses] = computeValues(() =>
    runOperation(
      "SoftmaxCrossEntropyWithLogits",
      [typeAttribute()],
      [logits, targets],
      2,
    ),
  );
  return losses;
}

/**
 * Target probabilities of a batch: 1 − smoothing on the label, the rest spread
 * evenly over all classes (Szegedy et al. 2016).
 *
 * @returns row-major [labels.length, classes].
 */
export function targetProbabilities(
  labels: ArrayLike<number>,
  classes: number,
  smoothing = 0,
): Float32Array {
  const targets = new Float32Array(labels.length * classes);
  if (smoothing > 0) targets.fill(smoothing / classes);
  for (let i = 0; i < labels.length; i++) {
    targets[i * classes + labels[i]] += 1 - smoothing;
  }
  return targets;
}
