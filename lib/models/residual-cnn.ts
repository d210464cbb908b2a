import { optionChecker } from "../files";
import { list, seed, whole } from "../files/option-kinds";
import { convolution } from "../tensorflow/convolution";
import { convolutionBlock } from "../tensorflow/convolution-block";
import { finishNetwork, requireWidths } from "./finish-network";
import { preparePixels } from "./prepare-pixels";
import { tf } from "../tensorflow/tensorflow";
import { FEATURES } from "./weights";

/** Options of {@link residualCnn}. */
export interface ResidualCnnOptions {
  /** [height, width, channels] of the images. Default [32, 32, 3]. */
  imageShape?: [number, number, number];
  /** Default 10. */
  classes?: number;
  /** Channels of each stage; each but the first halves the resolution. Default [32, 64, 128]. */
  widths?: number[];
  /** Step of the first convolution: 2 halves the resolution at once, which costs some accuracy and a quarter of the time. Default 1. */
  stemStrides?: number;
  /** Residual blocks in each stage. Default 1. */
  depth?: number;
  /** Seed of the initial weights. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<ResidualCnnOptions>("residualCnn", {
  imageShape: list,
  classes: whole(1),
  widths: list,
  stemStrides: whole(1),
  depth: whole(1),
  seed,
});

/**
 * A small residual network (He et al. 2016, as they made it for CIFAR-10, wider and
 * less deep): a 3×3 convolution, then stages of blocks of two 3×3 convolutions with
 * batch normalisation and ReLU, a 1×1 convolution on the shortcut where the shape
 * changes, mean over positions, linear head. Gives logits. 0.3 million weights by default.
 *
 * Takes pixels 0–255; its first layer scales them to [−1, 1].
 *
 * @throws Error where a width or the depth is no whole number above 0.
 * @example
 * const network = residualCnn({ seed: 1 });
 * await trainNetwork(network, loadDataset("cifar10"), { epochs: 20, learningRate: 3e-3 });
 */
export function residualCnn(options: ResidualCnnOptions = {}): tf.LayersModel {
  checkOptions(options);
  const {
    imageShape = [32, 32, 3],
    classes = 10,
    widths = [32, 64, 128],
    stemStrides = 1,
    depth = 1,
    seed = 0,
  } = options;
  requireWidths([...widths, depth, stemStrides]);
  const input = tf.input({ shape: imageShape, name: "pixels" });
  let x = preparePixels({ mean: 127.5, deviation: 127.5 }).apply(
    input,
  ) as tf.SymbolicTensor;
  x = convolution({
    name: "stem",
    filters: widths[0],
    kernelSize: 3,
    strides: stemStrides,
    activation: "relu",
  }).apply(x) as tf.SymbolicTensor;
  widths.forEach((filters, stage) => {
    for (let i = 1; i <= depth; i++) {
      const strides = stage > 0 && i === 1 ? 2 : 1;
      x = residualBlock(x, `stage${stage + 1}_block${i}`, filters, strides);
    }
  });
  const features = tf.layers
    .globalAveragePooling2d({ name: FEATURES })
    .apply(x) as tf.SymbolicTensor;
  return finishNetwork("residual-cnn", input, features, classes, seed);
}

function residualBlock(
  input: tf.SymbolicTensor,
  name: string,
  filters: number,
  strides: number,
): tf.SymbolicTensor {
  const changes = strides > 1 || input.shape[3] !== filters;
  const step = { filters, kernelSize: 3, activation: "relu" } as const;
  return convolutionBlock({
    name,
    steps: [
      { ...step, name: `${name}_conv1`, strides },
      { ...step, name: `${name}_conv2` },
    ],
    residual: changes
      ? {
          name: `${name}_shortcut`,
          filters,
          kernelSize: 1,
          strides,
          activation: "linear",
        }
      : "input",
  }).apply(input) as tf.SymbolicTensor;
}
