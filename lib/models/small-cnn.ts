import { optionChecker } from "../files";
import { list, seed, whole } from "../files/option-kinds";
import { convolution } from "../tensorflow/convolution";
import { finishNetwork, requireWidths } from "./finish-network";
import { preparePixels } from "./prepare-pixels";
import { tf } from "../tensorflow/tensorflow";
import { FEATURES } from "./weights";

/** Options of {@link smallCnn}. */
export interface SmallCnnOptions {
  /** [height, width, channels] of the images. Default [28, 28, 3]. */
  imageShape?: [number, number, number];
  /** Default 10. */
  classes?: number;
  /** Channels of each block; each halves the resolution. Default [32, 64, 128]. */
  widths?: number[];
  /** 3×3 convolutions in each block. Default 2. */
  depth?: number;
  /** Seed of the initial weights. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<SmallCnnOptions>("smallCnn", {
  imageShape: list,
  classes: whole(1),
  widths: list,
  depth: whole(1),
  seed,
});

/**
 * A plain convolutional network: blocks of 3×3 convolutions with ReLU, max-pooling
 * between blocks, mean over positions, linear head. Gives logits.
 *
 * Takes pixels 0–255; its first layer scales them to [−1, 1].
 *
 * @throws Error where a width or the depth is no whole number above 0.
 * @example
 * const network = smallCnn({ widths: [16, 32], depth: 1, seed: 1 });
 */
export function smallCnn(options: SmallCnnOptions = {}): tf.LayersModel {
  checkOptions(options);
  const {
    imageShape = [28, 28, 3],
    classes = 10,
    widths = [32, 64, 128],
    depth = 2,
    seed = 0,
  } = options;
  requireWidths([...widths, depth]);
  const input = tf.input({ shape: imageShape, name: "pixels" });
  let x = preparePixels({ mean: 127.5, deviation: 127.5 }).apply(
    input,
  ) as tf.SymbolicTensor;
  const append = (layer: tf.layers.Layer) => {
    x = layer.apply(x) as tf.SymbolicTensor;
  };
  widths.forEach((filters, block) => {
    for (let i = 1; i <= depth; i++) {
      const name = `block${block + 1}_conv${i}`;
      const beforePool = i === depth && block < widths.length - 1;
      append(
        convolution({
          name,
          filters,
          kernelSize: 3,
          batchNorm: false,
          activation: beforePool ? "linear" : "relu",
        }),
      );
      if (beforePool) {
        // Pooling commutes with the ReLU, which then has a quarter to do.
        append(
          tf.layers.maxPooling2d({
            poolSize: 2,
            padding: "same",
            name: `pool${block + 1}`,
          }),
        );
        append(tf.layers.reLU({ name: `${name}_relu` }));
      }
    }
  });
  const features = tf.layers
    .globalAveragePooling2d({ name: FEATURES })
    .apply(x) as tf.SymbolicTensor;
  return finishNetwork("small-cnn", input, features, classes, seed);
}
