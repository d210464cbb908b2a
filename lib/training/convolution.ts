import * as tf from "@tensorflow/tfjs-node";
import { batchNormTraining } from "./batch-norm";

/** Options of {@link convolution}. */
export interface ConvolutionOptions {
  name: string;
  /** Output channels; a depthwise convolution has as many as its input and takes none. */
  filters?: number;
  kernelSize: number;
  /** Default 1. */
  strides?: number;
  /** One filter a channel. Default false. */
  depthwise?: boolean;
  /** Default "relu6". */
  activation?: "relu" | "relu6" | "linear";
}

/** Share of the running averages that a training step keeps, and ε added to the variance. */
const MOMENTUM = 0.99;
const EPSILON = 1e-3;

/**
 * Convolution ("same" padding, no bias), batch normalisation and activation as one
 * layer, on TensorFlow's fused kernels, forwards and backwards.
 *
 * Weights: `kernel` or `depthwise_kernel`, `gamma`, `beta`, `moving_mean`,
 * `moving_variance`. A layer with `trainable = false` normalises by its running
 * averages in training too, and leaves them as they are.
 */
export function convolution(options: ConvolutionOptions): tf.layers.Layer {
  return new Convolution(options);
}

class Convolution extends tf.layers.Layer {
  static className = "NormalisedConvolution";
  private readonly options: Required<Omit<ConvolutionOptions, "name">>;

  constructor({ name, ...options }: ConvolutionOptions) {
    super({ name });
    this.options = {
      filters: 0,
      strides: 1,
      depthwise: false,
      activation: "relu6",
      ...options,
    };
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernelSize, depthwise } = this.options;
    const channels = inputShape[3]!;
    const width = depthwise ? channels : filters;
    const zeros = tf.initializers.zeros();
    const add = (name: string, shape: number[], trainable = true) =>
      this.addWeight(name, shape, "float32", zeros, undefined, trainable);
    add(depthwise ? "depthwise_kernel" : "kernel", [
      kernelSize,
      kernelSize,
      channels,
      depthwise ? 1 : filters,
    ]);
    add("gamma", [width]);
    add("beta", [width]);
    add("moving_mean", [width], false);
    add("moving_variance", [width], false);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { filters, strides, depthwise } = this.options;
    const [batch, height, width, channels] = inputShape;
    const shrink = (size: number | null) => size && Math.ceil(size / strides);
    return [
      batch,
      shrink(height),
      shrink(width),
      depthwise ? channels : filters,
    ];
  }

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    { training = false }: { training?: boolean },
  ): tf.Tensor {
    const { strides, depthwise, activation } = this.options;
    const [kernel, gamma, beta, mean, variance] = this.weights;
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const convolved = (depthwise ? tf.depthwiseConv2d : tf.conv2d)(
        input,
        kernel.read() as tf.Tensor4D,
        strides,
        "same",
      );
      const statistics = [mean, variance];
      let normalised: tf.Tensor;
      if (training && this.trainable) {
        const [output, ...now] = batchNormTraining(
          convolved,
          gamma.read(),
          beta.read(),
          EPSILON,
        );
        normalised = output;
        statistics.forEach((average, i) =>
          average.write(
            tf.add(
              tf.mul(average.read(), MOMENTUM),
              tf.mul(now[i], 1 - MOMENTUM),
            ),
          ),
        );
      } else {
        normalised = tf.batchNorm(
          convolved,
          mean.read() as tf.Tensor1D,
          variance.read() as tf.Tensor1D,
          beta.read() as tf.Tensor1D,
          gamma.read() as tf.Tensor1D,
          EPSILON,
        );
      }
      return activation === "linear" ? normalised : tf[activation](normalised);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

tf.serialization.registerClass(Convolution);
