import * as tf from "@tensorflow/tfjs-node";
import { ACTIVATIONS, activate, type ActivationName } from "./activation";
import { isWholeEights, withNone } from "./fast-convolution";
import {
  attribute,
  oneDnn,
  runOperation,
  succeeds,
  typeAttribute,
} from "./native";
import { ownOperations } from "./operations";

const KERNEL = "BiasedConvolution";
const FAST_KERNEL = "BiasedConvolutionActivation";

/** Options of {@link biasedConvolution}. */
export interface BiasedConvolutionOptions {
  strides: number;
  /** Default "linear". */
  activation?: ActivationName;
  /** One filter a channel. Default false. */
  depthwise?: boolean;
  /** Normalise by given averages, instead of adding the bias alone; the bias is then its offset. */
  normalisation?: Averages;
}

/** What normalises by given averages; tensors of [filters] or [channels]. */
export interface Averages {
  scale: tf.Tensor;
  mean: tf.Tensor;
  variance: tf.Tensor;
  /** Added to the variance. */
  epsilon: number;
}

/**
 * Convolution ("same" padding) plus a bias a channel and an activation, in one pass
 * where our own operations can do it, or TensorFlow has oneDNN.
 *
 * @param x [batch, height, width, channels].
 * @param filter [height, width, channels, filters]; [height, width, channels, 1] where it is depthwise.
 * @param bias [filters], or [channels].
 */
export function biasedConvolution(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  options: BiasedConvolutionOptions,
): tf.Tensor {
  const { strides, activation = "linear", depthwise = false } = options;
  const { normalisation } = options;
  const isFast = ownOperations !== undefined && isWholeEights(bias.size);
  const folds = isFast && tf.engine().state.gradientDepth === 0; // that kernel has no gradients
  if (normalisation && !folds) {
    const folded = fold(filter, bias, normalisation, depthwise);
    const plain = { strides, activation, depthwise };
    return biasedConvolution(x, folded.filter, folded.bias, plain);
  }
  if (isFast) {
    const { epsilon = 0, ...averages } = normalisation ?? {};
    const inputs = { x, filter, bias, ...averages } as tf.NamedTensorMap;
    const attributes = { strides, activation, depthwise, epsilon };
    return tf.engine().runKernel(FAST_KERNEL, inputs, attributes);
  }
  const sums = depthwise
    ? tf.add(
        tf.depthwiseConv2d(
          x as tf.Tensor4D,
          filter as tf.Tensor4D,
          strides,
          "same",
        ),
        bias,
      )
    : (tf
        .engine()
        .runKernel(KERNEL, { x, filter, bias }, { strides }) as tf.Tensor);
  return activate(sums, activation);
}

/** Registers {@link biasedConvolution} and its gradient. */
export function registerBiasedConvolution(): void {
  registerFast();
  const attributes = (strides: number) => [
    typeAttribute(),
    attribute("strides", "INT", [1, strides, strides, 1]),
    attribute("padding", "STRING", "SAME"),
    attribute("data_format", "STRING", "NHWC"),
  ];
  const atOnce = (inputs: tf.TensorInfo[], strides: number) =>
    runOperation(
      "_MklNativeConv2DWithBias",
      [oneDnn(), ...attributes(strides)],
      inputs,
    )[0];
  const inTwo = ([x, filter, bias]: tf.TensorInfo[], strides: number) => {
    const [sums] = runOperation("Conv2D", attributes(strides), [x, filter]);
    const [output] = runOperation(
      "BiasAdd",
      [typeAttribute(), attribute("data_format", "STRING", "NHWC")],
      [sums, bias],
    );
    sums.dispose();
    return output;
  };
  const works = succeeds(() => {
    atOnce([tf.ones([1, 2, 2, 1]), tf.ones([1, 1, 1, 1]), tf.ones([1])], 1);
  });
  const convolve = works ? atOnce : inTwo;

  tf.registerKernel({
    kernelName: KERNEL,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, filter, bias } = inputs as Record<string, tf.TensorInfo>;
      return convolve([x, filter, bias], attrs!.strides as number);
    },
  });
  tf.registerGradient({
    kernelName: KERNEL,
    inputsToSave: ["x", "filter"],
    gradFunc: (dy, [x, filter], { strides }) =>
      gradients(dy as tf.Tensor, x, filter, strides as number, false),
  });
}

/** Normalising is linear here: filter and bias that do both. */
function fold(
  filter: tf.Tensor,
  offset: tf.Tensor,
  { scale, mean, variance, epsilon }: Averages,
  depthwise: boolean,
) {
  const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
  const perChannel = depthwise ? tf.reshape(factor, [-1, 1]) : factor;
  return {
    filter: tf.mul(filter, perChannel),
    bias: tf.sub(offset, tf.mul(mean, factor)),
  };
}

type FastAttributes = Required<
  Pick<BiasedConvolutionOptions, "strides" | "activation" | "depthwise">
> & { epsilon: number };

/** Convolution, bias or given averages, and activation at once, by our own operations. */
function registerFast(): void {
  tf.registerKernel({
    kernelName: FAST_KERNEL,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, filter, bias, scale, mean, variance } = inputs as Record<
        string,
        tf.TensorInfo
      >;
      const { strides, activation, depthwise, epsilon } =
        attrs as unknown as FastAttributes;
      return withNone((none) =>
        runOperation(
          depthwise ? "LabDepthwise" : "LabConvolution",
          [
            attribute("stride", "INT", strides),
            attribute("activation", "INT", ACTIVATIONS.indexOf(activation)),
            attribute("epsilon", "FLOAT", epsilon),
          ],
          [x, filter, bias, scale ?? none, mean ?? none, variance ?? none],
        ),
      )[0];
    },
  });
  tf.registerGradient({
    kernelName: FAST_KERNEL,
    inputsToSave: ["x", "filter"],
    outputsToSave: [true],
    gradFunc: (dys, [x, filter, y], attrs) => {
      const { strides, activation, depthwise } =
        attrs as unknown as FastAttributes;
      const dy = dys as tf.Tensor;
      const through = () =>
        runOperation(
          activation === "relu" ? "ReluGrad" : "Relu6Grad",
          [typeAttribute()],
          [dy, y],
        )[0];
      const before = activation === "linear" ? dy : through();
      return gradients(before, x, filter, strides, depthwise);
    },
  });
}

function gradients(
  dy: tf.Tensor,
  x: tf.Tensor,
  filter: tf.Tensor,
  strides: number,
  depthwise: boolean,
) {
  const pair = [strides, strides];
  const shared: tf.NamedAttrMap = depthwise
    ? { strides: pair, dilations: [1, 1], pad: "same" }
    : { strides: pair, pad: "same", dataFormat: "NHWC" };
  const prefix = depthwise ? "DepthwiseConv2dNative" : "Conv2D";
  const back = (
    direction: "Input" | "Filter",
    inputs: tf.NamedTensorMap,
    shape: tf.NamedAttrMap,
  ) =>
    tf.engine().runKernel(`${prefix}Backprop${direction}`, inputs, {
      ...shared,
      ...shape,
    }) as tf.Tensor;
  return {
    x: () => back("Input", { dy, filter }, { inputShape: x.shape }),
    filter: () => back("Filter", { x, dy }, { filterShape: filter.shape }),
    bias: () => tf.sum(dy, [0, 1, 2]),
  };
}
