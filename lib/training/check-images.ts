import {
  requireLabelledImages,
  requirePixels,
  type LabelledImages,
} from "../images/labelled-images";
import type { tf } from "../tensorflow/tensorflow";

/** The height, width and channels that a network takes, and its number of classes. */
export function networkShape(network: tf.LayersModel): {
  imageShape: [number, number, number];
  classes: number;
} {
  const input = network.inputs[0].shape.slice(1) as [number, number, number];
  const classes = network.outputs[0].shape.at(-1) as number;
  return { imageShape: input, classes };
}

/**
 * Checks that images fit a network.
 *
 * @param name what to call the set in messages.
 * @throws Error naming the set, what was found and what the network takes.
 */
export function checkPixels(
  { images, shape }: Pick<LabelledImages, "images" | "shape">,
  network: tf.LayersModel,
  name: string,
): void {
  const { imageShape } = networkShape(network);
  const [count, ...found] = shape;
  if (found.join() !== imageShape.join()) {
    throw new Error(
      `${name}: images of ${found.join("×")} (height, width, channels), but the network "${network.name}" takes ${imageShape.join("×")}. Build it with imageShape: [${found.join(", ")}].`,
    );
  }
  if (count === 0) throw new Error(`${name}: holds no images.`);
  requirePixels({ images, shape }, name);
}

/**
 * Checks that images and labels belong together and fit a network.
 *
 * @param name what to call the set in messages.
 * @throws Error naming the set, what was found and what the network takes.
 */
export function checkImages(
  set: LabelledImages,
  network: tf.LayersModel,
  name: string,
): void {
  checkPixels(set, network, name);
  requireLabelledImages(set, name);
  const { classes } = networkShape(network);
  const stray = set.labels.findIndex((label) => label >= classes);
  if (stray >= 0) {
    throw new Error(
      `${name}: label ${stray} is ${set.labels[stray]}, but the network "${network.name}" has classes 0 to ${classes - 1}.`,
    );
  }
}

/**
 * Checks that each class has an example to learn from.
 *
 * @throws Error naming the classes that have none.
 */
export function checkNoEmptyClass(
  labels: Uint8Array,
  classes: number,
  name: string,
): void {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label] += 1;
  const empty = [...counts.keys()].filter((label) => counts[label] === 0);
  if (empty.length > 0) {
    throw new Error(
      `${name}: no example of class ${empty.join(", ")} of ${classes}. Give the network as many classes as there are, or pass allowEmptyClasses: true.`,
    );
  }
}
