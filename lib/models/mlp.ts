import { optionChecker } from "../files";
import { list, seed, whole } from "../files/option-kinds";
import { finishNetwork, requireWidths } from "./finish-network";
import { preparePixels } from "./prepare-pixels";
import { tf } from "../tensorflow/tensorflow";
import { FEATURES } from "./weights";

/** Options of {@link mlp}. */
export interface MlpOptions {
  /** [height, width, channels] of the images. Default [28, 28, 3]. */
  imageShape?: [number, number, number];
  /** Default 10. */
  classes?: number;
  /** Units of each hidden layer. Default [256, 128]. */
  widths?: number[];
  /** Seed of the initial weights. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<MlpOptions>("mlp", {
  imageShape: list,
  classes: whole(1),
  widths: list,
  seed,
});

/**
 * A multi-layer perceptron: dense layers with ReLU on the flattened image, linear
 * head. Gives logits. Takes pixels 0–255; its first layer scales them to [−1, 1].
 *
 * @throws Error where a width is no whole number above 0.
 */
export function mlp(options: MlpOptions = {}): tf.LayersModel {
  checkOptions(options);
  const {
    imageShape = [28, 28, 3],
    classes = 10,
    widths = [256, 128],
    seed = 0,
  } = options;
  requireWidths(widths);
  const input = tf.input({ shape: imageShape, name: "pixels" });
  const pixels = preparePixels({ mean: 127.5, deviation: 127.5 }).apply(input);
  let x = tf.layers
    .flatten({ name: "flatten" })
    .apply(pixels) as tf.SymbolicTensor;
  widths.forEach((units, i) => {
    x = tf.layers
      .dense({
        units,
        activation: "relu",
        kernelInitializer: "zeros",
        name: i === widths.length - 1 ? FEATURES : `dense${i + 1}`,
      })
      .apply(x) as tf.SymbolicTensor;
  });
  return finishNetwork("mlp", input, x, classes, seed);
}
