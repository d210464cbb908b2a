import * as tf from "@tensorflow/tfjs-node";
import {
  attribute,
  oneDnn,
  runOperation,
  succeeds,
  typeAttribute,
} from "./native";

const KERNEL = "BiasedConvolution";

/**
 * Convolution ("same" padding) plus a bias a channel, in one pass where
 * TensorFlow has oneDNN.
 *
 * @param x [batch, height, width, channels].
 * @param filter [height, width, channels, filters].
 * @param bias [filters].
 */
export function biasedConvolution(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  strides: number,
): tf.Tensor {
  return tf.engine().runKernel(KERNEL, { x, filter, bias }, { strides });
}

/** Registers {@link biasedConvolution} and its gradient. */
export function registerBiasedConvolution(): void {
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
    gradFunc: (dys, [x, filter], { strides }) => {
      const dy = dys as tf.Tensor;
      const shared = { strides, pad: "same", dataFormat: "NHWC" };
      const back = (
        kernel: string,
        inputs: tf.NamedTensorMap,
        attrs: tf.NamedAttrMap,
      ) => tf.engine().runKernel(kernel, inputs, attrs) as tf.Tensor;
      return {
        x: () =>
          back("Conv2DBackpropInput", { dy, filter }, {
            ...shared,
            inputShape: x.shape,
          } as tf.NamedAttrMap),
        filter: () =>
          back("Conv2DBackpropFilter", { x, dy }, {
            ...shared,
            filterShape: filter.shape,
          } as tf.NamedAttrMap),
        bias: () => tf.sum(dy, [0, 1, 2]),
      };
    },
  });
}
