import * as tf from "@tensorflow/tfjs-node";
import { activate, type ActivationName } from "./activation";
import { batchNormByAverages, batchNormTraining } from "./batch-norm";
import { biasedConvolution } from "./biased-convolution";

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
  /** Normalise each channel over the batch; otherwise add a bias. Depthwise convolutions always normalise. Default true. */
  batchNorm?: boolean;
  /** Default "relu6". */
  activation?: ActivationName;
}

/**
 * Share of the running averages that a training step keeps, and ε added to the
 * variance. The published networks were trained with 0.99; fine-tuning for a hundred
 * steps would then be evaluated by averages half from before it, so PyTorch's default is taken.
 */
const MOMENTUM = 0.9;
const EPSILON = 1e-3;

/**
 * Convolution ("same" padding), batch normalisation or bias, and activation as one
 * layer, on TensorFlow's fused kernels, forwards and backwards.
 *
 * Weights: `kernel` or `depthwise_kernel`, then `bias`, or `gamma`, `beta`,
 * `moving_mean` and `moving_variance`. A layer with `trainable = false` normalises by
 * its running averages in training too, and leaves them as they are.
 */
export function convolution(options: ConvolutionOptions): tf.layers.Layer {
  return new Convolution(options);
}

class Convolution extends tf.layers.Layer {
  static className = "Convolution";
  private readonly options: Required<Omit<ConvolutionOptions, "name">>;

  constructor({ name, ...options }: ConvolutionOptions) {
    super({ name });
    this.options = {
      filters: 0,
      strides: 1,
      depthwise: false,
      batchNorm: true,
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
    if (this.normalises()) {
      add("gamma", [width]);
      add("beta", [width]);
      add("moving_mean", [width], false);
      add("moving_variance", [width], false);
    } else {
      add("bias", [width]);
    }
    this.built = true;
  }

  private normalises(): boolean {
    return this.options.batchNorm || this.options.depthwise;
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
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      return this.convolve(input, training);
    });
  }

  private convolve(x: tf.Tensor4D, training: boolean): tf.Tensor {
    const { strides, depthwise, activation } = this.options;
    const options = { strides, depthwise, activation };
    const [kernel, ...others] = this.weights.map((weight) => weight.read());
    const filter = kernel as tf.Tensor4D;
    if (!this.normalises()) {
      return biasedConvolution(x, filter, others[0], options);
    }
    const [gamma, beta, mean, variance] = others as tf.Tensor1D[];
    if (!training) {
      return biasedConvolution(x, filter, beta, {
        ...options,
        normalisation: { scale: gamma, mean, variance, epsilon: EPSILON },
      });
    }
    const convolved = (depthwise ? tf.depthwiseConv2d : tf.conv2d)(
      x,
      filter,
      strides,
      "same",
    );
    if (!this.trainable) {
      return activate(
        batchNormByAverages(convolved, mean, variance, beta, gamma, EPSILON),
        activation,
      );
    }
    const [output, ...averages] = batchNormTraining(
      { x: convolved, scale: gamma, offset: beta, mean, variance },
      { epsilon: EPSILON, momentum: MOMENTUM, activation },
    );
    averages.forEach((average, i) => this.weights[3 + i].write(average));
    return output;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

tf.serialization.registerClass(Convolution);
