import * as tf from "@tensorflow/tfjs-node";
import { ACTIVATIONS, type ActivationName } from "./activation";
import type { BatchNormInputs, BatchNormOptions } from "./batch-norm-inputs";
import { isWholeEights } from "./fast-convolution";
import { attribute, runOperation } from "./native";
import { ownOperations } from "./operations";

const KERNEL = "BatchNormActivation";

/** Whether our own operation can normalise so many channels here. */
export const isFastBatchNorm = (scale: tf.Tensor) =>
  ownOperations !== undefined && isWholeEights(scale.size);

/** As `batchNormTraining`, all at once by our own operation. */
export function batchNormActivation(
  inputs: BatchNormInputs,
  options: BatchNormOptions,
): [output: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor] {
  const { epsilon, momentum, activation = "linear" } = options;
  const [output, , , , mean, variance] = tf
    .engine()
    .runKernel(
      KERNEL,
      { ...inputs },
      { epsilon, momentum, activation },
    ) as tf.Tensor[];
  return [output, mean, variance];
}

/** Registers {@link batchNormActivation} and its gradient. */
export function registerFastBatchNorm(): void {
  const attributes = ({ epsilon, momentum, activation }: tf.NamedAttrMap) => [
    attribute("epsilon", "FLOAT", epsilon),
    attribute("momentum", "FLOAT", momentum),
    attribute(
      "activation",
      "INT",
      ACTIVATIONS.indexOf(activation as ActivationName),
    ),
  ];
  tf.registerKernel({
    kernelName: KERNEL,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, scale, offset, mean, variance } = inputs as Record<
        string,
        tf.TensorInfo
      >;
      return runOperation(
        "LabBatchNorm",
        attributes(attrs as tf.NamedAttrMap),
        [x, scale, offset, mean, variance],
        6,
      );
    },
  });
  tf.registerGradient({
    kernelName: KERNEL,
    inputsToSave: ["x", "scale", "offset"],
    outputsToSave: [false, true, false, true, false, false],
    gradFunc: (dys, [x, scale, offset, mean, deviation], attrs) => {
      const [dx, dScale, dOffset] = runOperation(
        "LabBatchNormGradient",
        attributes(attrs),
        [(dys as tf.Tensor[])[0], x, scale, offset, mean, deviation],
        3,
      );
      return { x: () => dx, scale: () => dScale, offset: () => dOffset };
    },
  });
}
