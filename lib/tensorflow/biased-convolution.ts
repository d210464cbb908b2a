import * as tf from "@tensorflow/tfjs-node";
import { ACTIVATIONS, activate, type ActivationName } from "./activation";
import { isWholeEights } from "./fast-convolution";
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
  if (ownOperations && isWholeEights(bias.size)) {
    const inputs = { x, filter, bias } as tf.NamedTensorMap;
    const attributes = { strides, activation, depthwise };
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
      convolutionGradients(
        dy as tf.Tensor,
        x,
        filter,
        strides as number,
        false,
      ),
  });
}

type FastAttributes = Required<
  Pick<BiasedConvolutionOptions, "strides" | "activation" | "depthwise">
>;

/** Convolution, bias and activation at once, by our own operations. */
function registerFast(): void {
  tf.registerKernel({
    kernelName: FAST_KERNEL,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, filter, bias } = inputs as Record<string, tf.TensorInfo>;
      const { strides, activation, depthwise } =
        attrs as unknown as FastAttributes;
      return runOperation(
        depthwise ? "LabDepthwise" : "LabConvolution",
        [
          attribute("stride", "INT", strides),
          attribute("activation", "INT", ACTIVATIONS.indexOf(activation)),
        ],
        [x, filter, bias],
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
      return convolutionGradients(before, x, filter, strides, depthwise);
    },
  });
}

/** Of a convolution with "same" padding and a bias, each made when it is asked for. */
export function convolutionGradients(
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
