import { optionChecker } from "../files";
import { text, whole } from "../files/option-kinds";
import type { LabelledImages } from "../images";
import { checkPixels } from "./check-images";
import { predictOutputs } from "./evaluate";
import { tf } from "../tensorflow/tensorflow";
import { FEATURES } from "../models/weights";

/** What a network's last layer before the head gives for each image. */
export interface Features {
  /** Row-major [count, width]. */
  values: Float32Array;
  count: number;
  width: number;
}

/**
 * Checks features that others may have made.
 *
 * @param name what to call them in messages.
 * @throws Error naming what is wrong: values that do not make up the rows, or the first that is not finite.
 */
export function requireFeatures(
  { values, count, width }: Features,
  name: string,
): void {
  if (values.length !== count * width) {
    throw new Error(
      `${name}: ${values.length} values do not make ${count} rows of ${width}.`,
    );
  }
  const stray = values.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0) {
    throw new Error(
      `${name}: feature ${stray % width} of image ${Math.floor(stray / width)} is ${values[stray]}, not a finite number. Leave the image out, or extract features with a network whose weights are finite.`,
    );
  }
}

/** The features of some examples, in the order of `rows`. */
export function takeFeatures(
  { values, width }: Features,
  rows: ArrayLike<number>,
): Features {
  const taken = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    taken.set(
      values.subarray(rows[i] * width, (rows[i] + 1) * width),
      i * width,
    );
  return { values: taken, count: rows.length, width };
}

/**
 * The network up to its features, without the head. Shares the weights: what
 * trains one changes the other. Needs no disposal of its own.
 */
export function featureExtractor(network: tf.LayersModel): tf.LayersModel {
  return tf.model({
    inputs: network.inputs,
    outputs: network.getLayer(FEATURES).output as tf.SymbolicTensor,
    name: `${network.name}-features`,
  });
}

const checkOptions = optionChecker<{ batchSize?: number; name?: string }>(
  "extractFeatures",
  { batchSize: whole(1), name: text },
);

/**
 * The features of all images, in evaluation mode, so that what works on frozen
 * features needs one pass through the network.
 *
 * @throws Error where the images do not fit the network.
 * @example
 * const features = extractFeatures(network, loadDataset("mnist", { split: "test" }));
 */
export function extractFeatures(
  network: tf.LayersModel,
  set: Pick<LabelledImages, "images" | "shape">,
  options: { batchSize?: number; name?: string } = {},
): Features {
  checkOptions(options);
  const { batchSize = 256, name = "set to extract features of" } = options;
  checkPixels(set, network, name);
  const values = predictOutputs(featureExtractor(network), set, batchSize);
  const count = set.shape[0];
  return { values, count, width: values.length / count };
}
