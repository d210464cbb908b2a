import { groupImages, LABEL, type LabelledImages } from "../images";
import type { tf } from "../tensorflow/tensorflow";
import { checkImages, networkShape } from "../training/check-images";
import { extractFeatures } from "../training/features";
import { setHead } from "./heads/linear-head";
import {
  reweightedHead,
  type ReweightedHead,
  type ReweightedHeadOptions,
} from "./heads/reweighted-head";

/** Options of {@link reweight}. */
export interface ReweightOptions extends Omit<
  ReweightedHeadOptions,
  "classes"
> {
  /** What groups are made by: attributes, and "label" for the class. Default: the label alone. */
  by?: readonly string[];
}

/**
 * Deep feature reweighting of a trained network in place: its last layer is refitted on held-out images, balanced by groups; see {@link reweightedHead}.
 *
 * @param heldOut images that the network was not trained on.
 * @throws Error where images do not fit the network, or cannot be grouped so.
 * @example reweight(network, validation, { by: ["label", "ground"], seed: 1 });
 */
export function reweight(
  network: tf.LayersModel,
  heldOut: LabelledImages,
  { by = [LABEL], ...options }: ReweightOptions = {},
): ReweightedHead {
  checkImages(heldOut, network, "images to refit the head on");
  const groups = groupImages(heldOut, by, "The images to refit the head on");
  const head = reweightedHead(
    extractFeatures(network, heldOut),
    heldOut.labels,
    groups,
    {
      ...options,
      classes: networkShape(network).classes,
    },
  );
  setHead(network, head);
  return head;
}
