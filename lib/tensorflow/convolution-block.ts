import * as tf from "@tensorflow/tfjs-node";
import { Convolution, runSteps, type ConvolutionOptions } from "./convolution";

/** Options of {@link convolutionBlock}. */
export interface ConvolutionBlockOptions {
  name: string;
  /** One after another, all of them normalised. */
  steps: ConvolutionOptions[];
  /** Added before the last activation: the input, or what a convolution makes of it. Default nothing. */
  residual?: "input" | ConvolutionOptions;
}

/**
 * Convolutions one after another as one layer, which our own operations do at once.
 *
 * Weights are those of {@link convolution}, step by step, by the steps' names; then those of the residual.
 */
export function convolutionBlock(
  options: ConvolutionBlockOptions,
): tf.layers.Layer {
  return new ConvolutionBlock(options);
}

class ConvolutionBlock extends tf.layers.Layer {
  static className = "ConvolutionBlock";
  private readonly steps: Convolution[];
  /** Makes the residual. */
  private readonly shortcut?: Convolution;
  private readonly addsInput: boolean;

  constructor({ name, steps, residual }: ConvolutionBlockOptions) {
    super({ name });
    this.steps = steps.map((step) => new Convolution(step));
    this.addsInput = residual === "input";
    if (residual && residual !== "input")
      this.shortcut = new Convolution(residual);
  }

  private parts(): Convolution[] {
    return [...this.steps, ...(this.shortcut ? [this.shortcut] : [])];
  }

  /** Steps are built before the layer's own scope begins, so that weights bear their names alone. */
  override apply(
    inputs: Parameters<tf.layers.Layer["apply"]>[0],
    options?: Parameters<tf.layers.Layer["apply"]>[1],
  ): ReturnType<tf.layers.Layer["apply"]> {
    if (!this.built) {
      const [{ shape }] = [inputs].flat();
      const input = tf.input({ shape: shape.slice(1) });
      this.shortcut?.apply(input);
      let x: unknown = input;
      for (const step of this.steps) x = step.apply(x as tf.SymbolicTensor);
    }
    return super.apply(inputs, options);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return this.steps.reduce(
      (shape, step) => step.computeOutputShape(shape),
      inputShape,
    );
  }

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    { training = false }: { training?: boolean },
  ): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const residual = this.shortcut ?? (this.addsInput ? "input" : undefined);
      return runSteps(this.steps, x, training && this.trainable, residual);
    });
  }

  override get trainable(): boolean {
    return super.trainable;
  }
  override set trainable(trainable: boolean) {
    super.trainable = trainable;
    for (const part of this.parts()) part.trainable = trainable;
  }
  override get trainableWeights() {
    return this.parts().flatMap((part) => part.trainableWeights);
  }
  override get nonTrainableWeights() {
    return this.parts().flatMap((part) => part.nonTrainableWeights);
  }
  override get weights() {
    return this.parts().flatMap((part) => part.weights);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const [steps, [shortcut]] = [this.steps, [this.shortcut]].map((parts) =>
      parts.map((part) => part?.getConfig() ?? null),
    );
    return {
      ...super.getConfig(),
      steps,
      residual: this.addsInput ? "input" : shortcut,
    };
  }
}

tf.serialization.registerClass(ConvolutionBlock);
