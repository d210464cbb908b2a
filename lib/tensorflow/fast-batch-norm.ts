import * as tf from "@tensorflow/tfjs-node";
import { ACTIVATIONS, type ActivationName } from "./activation";
import { isWholeEights } from "./fast-convolution";
import { attribute, runOperation } from "./native";
import { ownOperations } from "./operations";

const KERNEL = "BatchNormActivation";

/** Whether our own operation can normalise so many channels here. */
export const isFastBatchNorm = (scale: tf.Tensor) =>
  ownOperations.light && isWholeEights(scale.size);

/** As `batchNormTraining`, normalisation and activation at once by our own operation. */
export function batchNormActivation(
  x: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
  epsilon: number,
  activation: ActivationName,
): [output: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor] {
  const [output, mean, variance] = tf
    .engine()
    .runKernel(
      KERNEL,
      { x, scale, offset },
      { epsilon, activation },
    ) as tf.Tensor[];
  return [output, mean, variance];
}

/** Registers {@link batchNormActivation} and its gradient. */
export function registerFastBatchNorm(): void {
  const attributes = ({ epsilon, activation }: tf.NamedAttrMap) => [
    attribute("epsilon", "FLOAT", epsilon),
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
      const { x, scale, offset } = inputs as Record<string, tf.TensorInfo>;
      return runOperation(
        "LabBatchNorm",
        attributes(attrs as tf.NamedAttrMap),
        [x, scale, offset],
        4,
      );
    },
  });
  tf.registerGradient({
    kernelName: KERNEL,
    inputsToSave: ["x", "scale"],
    outputsToSave: [true, true, false, true],
    gradFunc: (dys, [x, scale, y, mean, deviation], attrs) => {
      const [dx, dScale, dOffset] = runOperation(
        "LabBatchNormGradient",
        attributes(attrs),
        [(dys as tf.Tensor[])[0], x, y, scale, mean, deviation],
        3,
      );
      return { x: () => dx, scale: () => dScale, offset: () => dOffset };
    },
  });
}
