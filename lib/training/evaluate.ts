import { optionChecker } from "../files";
import { text, whole } from "../files/option-kinds";
import type { LabelledImages } from "../images";
import { checkImages, checkPixels } from "./check-images";
import { requireFiniteOutputs } from "./check-outputs";
import { bytesToFloat, computeValues } from "../tensorflow/native";
import type { tf } from "../tensorflow/tensorflow";

/** How a network does on a set. */
export interface Evaluation {
  /** Share of examples classified correctly, in [0, 1]. */
  accuracy: number;
  correct: number;
  total: number;
  /** The most probable class of each example. */
  predictions: Int32Array;
  /** Mean cross-entropy, in nats. */
  loss: number;
}

const checkOptions = optionChecker<{ batchSize?: number; name?: string }>(
  "evaluate",
  { batchSize: whole(1), name: text },
);

/**
 * Classifies all images of a set.
 *
 * @param options.batchSize how many images at a time; changes nothing but speed and memory.
 * @param options.name what to call the set in messages.
 * @throws Error where the images do not fit the network, a label is out of range, or a logit is not finite.
 * @example
 * const { accuracy, predictions } = evaluate(network, loadDataset("mnist", { split: "test" }));
 */
export function evaluate(
  network: tf.LayersModel,
  set: LabelledImages,
  options: { batchSize?: number; name?: string } = {},
): Evaluation {
  checkOptions(options);
  const { batchSize = 256, name = "set to evaluate" } = options;
  checkImages(set, network, name);
  const total = set.shape[0];
  const logits = predictOutputs(network, set, batchSize);
  const classes = logits.length / total;
  const predictions = new Int32Array(total);
  let correct = 0;
  let loss = 0;
  for (let i = 0; i < total; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const best = indexOfLargest(row);
    predictions[i] = best;
    if (best === set.labels[i]) correct += 1;
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(row[c] - row[best]);
    loss += Math.log(sum) + row[best] - row[set.labels[i]];
  }
  return {
    accuracy: correct / total,
    correct,
    total,
    predictions,
    loss: loss / total,
  };
}

/**
 * What a network gives for each image, in evaluation mode: logits, or features
 * where the network ends there.
 *
 * @returns row-major [images, outputs].
 * @throws Error where the images do not fit the network, or an output is not finite, naming the weight that is not.
 */
export function predictOutputs(
  network: tf.LayersModel,
  set: Pick<LabelledImages, "images" | "shape">,
  batchSize = 256,
): Float32Array {
  checkPixels(set, network, "images to look at");
  const [total, ...imageShape] = set.shape;
  const imageSize = imageShape.reduce((product, size) => product * size, 1);
  let outputs = new Float32Array(0);
  for (let start = 0; start < total; start += batchSize) {
    const count = Math.min(batchSize, total - start);
    const bytes = set.images.subarray(
      start * imageSize,
      (start + count) * imageSize,
    );
    const [values] = computeValues(() => {
      const images = bytesToFloat(bytes, [count, ...imageShape]);
      return [network.apply(images) as tf.Tensor];
    });
    const width = values.length / count;
    if (start === 0) outputs = new Float32Array(total * width);
    outputs.set(values, start * width);
  }
  requireFiniteOutputs(outputs, network, total);
  return outputs;
}

function indexOfLargest(row: Float32Array): number {
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
  return best;
}
