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
  { batchSize = 256, name = "set to extract features of" } = {},
): Features {
  checkPixels(set, network, name);
  const values = predictOutputs(featureExtractor(network), set, batchSize);
  const count = set.shape[0];
  return { values, count, width: values.length / count };
}
