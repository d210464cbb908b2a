import { nearestName, optionChecker } from "../files";
import { written } from "../files/written";
import { list, seed, whole } from "../files/option-kinds";
import { convolution } from "../tensorflow/convolution";
import { convolutionBlock } from "../tensorflow/convolution-block";
import { finishNetwork } from "./finish-network";
import { preparePixels } from "./prepare-pixels";
import { tf } from "../tensorflow/tensorflow";
import { FEATURES } from "./weights";

/** Width and depth multipliers and the resolution that a variant was trained at (Tan & Le 2019; the Lite models of 2020). */
const variants = {
  lite0: { width: 1, depth: 1, resolution: 224 },
  lite1: { width: 1, depth: 1.1, resolution: 240 },
  lite2: { width: 1.1, depth: 1.2, resolution: 260 },
};

/** The seven stages: repeats, kernel size, stride, expansion, output channels, before scaling. */
const stages = [
  { repeats: 1, kernelSize: 3, strides: 1, expansion: 1, filters: 16 },
  { repeats: 2, kernelSize: 3, strides: 2, expansion: 6, filters: 24 },
  { repeats: 2, kernelSize: 5, strides: 2, expansion: 6, filters: 40 },
  { repeats: 3, kernelSize: 3, strides: 2, expansion: 6, filters: 80 },
  { repeats: 3, kernelSize: 5, strides: 1, expansion: 6, filters: 112 },
  { repeats: 4, kernelSize: 5, strides: 2, expansion: 6, filters: 192 },
  { repeats: 1, kernelSize: 3, strides: 1, expansion: 6, filters: 320 },
];

/** Which EfficientNet-Lite. */
export type EfficientNetLiteVariant = keyof typeof variants;

/** Options of {@link efficientNetLite}. */
export interface EfficientNetLiteOptions {
  /** [height, width, channels] of the images; 1 or 3 channels. Default: the variant's resolution, in colour. */
  imageShape?: [number, number, number];
  /** Side to which images are enlarged or reduced inside the network (bilinear). Default: as they are. */
  inputSize?: number;
  /** Default 1000, ImageNet's. */
  classes?: number;
  /** Seed of the initial weights. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<EfficientNetLiteOptions>(
  "efficientNetLite",
  { imageShape: list, inputSize: whole(1, 4096), classes: whole(1), seed },
);

/**
 * EfficientNet-Lite: inverted residual blocks with ReLU6, no squeeze-and-excitation.
 * Gives logits; the layer "features" gives 1,280 features. Weights are drawn from
 * the seed; {@link loadImageNetWeights} brings the pre-trained ones.
 *
 * Takes pixels 0–255; its first layer scales them to (x − 127) / 128 and enlarges
 * them to `inputSize`, as in pre-training. No dropout, no stochastic depth.
 *
 * @example
 * const network = efficientNetLite("lite0", { imageShape: [28, 28, 1], inputSize: 64, classes: 10 });
 */
export function efficientNetLite(
  variant: EfficientNetLiteVariant,
  options: EfficientNetLiteOptions = {},
): tf.LayersModel {
  if (!Object.hasOwn(variants, variant))
    throw new RangeError(
      `There is no EfficientNet-Lite ${written(variant)}. ${nearestName(String(variant), Object.keys(variants))}`,
    );
  checkOptions(options);
  const { width, depth, resolution } = variants[variant];
  const {
    imageShape = [resolution, resolution, 3],
    inputSize,
    classes = 1000,
    seed = 0,
  } = options;
  const channels = imageShape[2];
  if (channels !== 1 && channels !== 3) {
    throw new Error(
      `EfficientNet-Lite takes grey or colour images (1 or 3 channels), got ${channels}.`,
    );
  }
  const input = tf.input({ shape: imageShape, name: "pixels" });
  let x = apply(
    input,
    preparePixels({ mean: 127, deviation: 128, inputSize, colour: true }),
    convolution({ name: "stem", filters: 32, kernelSize: 3, strides: 2 }),
  );
  let block = 0;
  stages.forEach(({ repeats, filters, strides, ...shape }, s) => {
    const fixed = s === 0 || s === stages.length - 1;
    const count = fixed ? repeats : Math.ceil(depth * repeats);
    for (let i = 0; i < count; i++) {
      x = invertedBlock(x, `block${++block}`, {
        ...shape,
        filters: roundFilters(width * filters),
        strides: i === 0 ? strides : 1,
      });
    }
  });
  x = apply(
    x,
    convolution({ name: "top", filters: 1280, kernelSize: 1 }),
    tf.layers.globalAveragePooling2d({ name: FEATURES }),
  );
  return finishNetwork(`efficientnet-${variant}`, input, x, classes, seed);
}

/** The layers one after another. */
const apply = (
  x: tf.SymbolicTensor,
  ...layers: tf.layers.Layer[]
): tf.SymbolicTensor =>
  layers.reduce((at, layer) => layer.apply(at) as tf.SymbolicTensor, x);

/** An inverted residual block: expanded, convolved channel by channel, projected; its input is added where the shapes allow. */
function invertedBlock(
  x: tf.SymbolicTensor,
  name: string,
  {
    kernelSize,
    strides,
    expansion,
    filters,
  }: {
    kernelSize: number;
    strides: number;
    expansion: number;
    filters: number;
  },
): tf.SymbolicTensor {
  const inputs = x.shape[3]!;
  const expand = {
    name: `${name}_expand`,
    filters: inputs * expansion,
    kernelSize: 1,
  };
  const block = convolutionBlock({
    name,
    steps: [
      ...(expansion > 1 ? [expand] : []),
      { name: `${name}_depthwise`, kernelSize, strides, depthwise: true },
      {
        name: `${name}_project`,
        filters,
        kernelSize: 1,
        activation: "linear",
      },
    ],
    residual: strides === 1 && inputs === filters ? "input" : undefined,
  });
  return apply(x, block);
}

/** To the nearest multiple of 8, but not below 90 % of the wanted number. */
function roundFilters(filters: number): number {
  const rounded = Math.max(8, Math.floor((filters + 4) / 8) * 8);
  return rounded < 0.9 * filters ? rounded + 8 : rounded;
}
