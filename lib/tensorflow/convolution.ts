import * as tf from "@tensorflow/tfjs-node";
import type { ActivationName } from "./activation";
import { biasedConvolution } from "./biased-convolution";
import type { ChainStep } from "./chain-step";
import { convolutionChain } from "./convolution-chain";

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

/** The layer, for those that do several at once. */
export class Convolution extends tf.layers.Layer {
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
    if (!this.normalises()) {
      const [kernel, bias] = this.weights.map((weight) => weight.read());
      return biasedConvolution(x, kernel, bias, {
        strides,
        depthwise,
        activation,
      });
    }
    return runSteps([this], x, training && this.trainable);
  }

  /** What a chain takes. */
  step(): ChainStep {
    const { strides, depthwise, activation } = this.options;
    const [filter, scale, offset, mean, variance] = this.weights.map((weight) =>
      weight.read(),
    );
    return {
      ...{ filter, scale, offset, mean, variance },
      ...{ strides, depthwise, activation },
    };
  }

  /** Keeps the next running averages. */
  keepAverages(mean: tf.Tensor, variance: tf.Tensor): void {
    this.weights[3].write(mean);
    this.weights[4].write(variance);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

tf.serialization.registerClass(Convolution);

/**
 * Has a chain of convolutions done, and keeps their running averages.
 *
 * @param residual as of a chain's options.
 */
export function runSteps(
  layers: Convolution[],
  x: tf.Tensor,
  byBatch: boolean,
  residual?: "input" | Convolution,
): tf.Tensor {
  const steps = layers.map((layer) => layer.step());
  const [output, ...averages] = convolutionChain(x, steps, {
    byBatch,
    residual: residual === "input" ? residual : residual?.step(),
    epsilon: EPSILON,
    momentum: MOMENTUM,
  });
  const all = residual && residual !== "input" ? [...layers, residual] : layers;
  if (byBatch)
    all.forEach((layer, k) =>
      layer.keepAverages(averages[2 * k], averages[2 * k + 1]),
    );
  return output;
}
