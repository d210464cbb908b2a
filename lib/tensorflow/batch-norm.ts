import * as tf from "@tensorflow/tfjs-node";
import type { BatchNormInputs, BatchNormOptions } from "./batch-norm-inputs";
import { attribute, runOperation, typeAttribute, withNone } from "./native";

const BY_BATCH = "BatchNormTraining";
const BY_AVERAGES = "BatchNormByAverages";

const attributes = (epsilon: number, training: boolean) => [
  typeAttribute(),
  typeAttribute("FLOAT", "U"),
  attribute("epsilon", "FLOAT", epsilon),
  attribute("data_format", "STRING", "NHWC"),
  attribute("is_training", "BOOL", training),
];

/**
 * Batch normalisation by the batch's own mean and variance.
 *
 * @returns the output, and the running averages with this batch.
 */
export function batchNormTraining(
  inputs: BatchNormInputs,
  options: BatchNormOptions,
): [output: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor] {
  const { x, scale, offset } = inputs;
  const { epsilon, momentum } = options;
  const [output, mean, variance] = tf
    .engine()
    .runKernel(BY_BATCH, { x, scale, offset }, { epsilon }) as tf.Tensor[];
  const average = (before: tf.Tensor, now: tf.Tensor) =>
    tf.add(tf.mul(before, momentum), tf.mul(now, 1 - momentum));
  return [
    output,
    average(inputs.mean, mean),
    average(inputs.variance, variance),
  ];
}

/**
 * Batch normalisation by given mean and variance, through which no gradient flows: `tf.batchNorm` keeps tfjs's own gradients, which
 * other networks in this process may need.
 *
 * @param x [batch, height, width, channels]; all others [channels].
 */
export function batchNormByAverages(
  x: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  offset: tf.Tensor,
  scale: tf.Tensor,
  epsilon: number,
): tf.Tensor {
  return tf
    .engine()
    .runKernel(
      BY_AVERAGES,
      { x, mean, variance, offset, scale },
      { varianceEpsilon: epsilon },
    );
}

/** Registers {@link batchNormTraining} and {@link batchNormByAverages} with TensorFlow's own gradients. */
export function registerBatchNorm(): void {
  tf.registerKernel({
    kernelName: BY_BATCH,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, scale, offset } = inputs as Record<string, tf.TensorInfo>;
      return withNone((none) =>
        runOperation(
          "FusedBatchNormV3",
          attributes(attrs!.epsilon as number, true),
          [x, scale, offset, none, none],
          6,
        ),
      );
    },
  });
  tf.registerGradient({
    kernelName: BY_BATCH,
    inputsToSave: ["x", "scale"],
    outputsToSave: [false, false, false, true, true, true],
    gradFunc: (dys, [x, scale, ...reserved], { epsilon }) =>
      gradients((dys as tf.Tensor[])[0], x, scale, reserved, {
        epsilon: epsilon as number,
        training: true,
      }),
  });
  tf.registerKernel({
    kernelName: BY_AVERAGES,
    backendName: "tensorflow",
    kernelFunc: tf.getKernel("FusedBatchNorm", "tensorflow").kernelFunc,
  });
  tf.registerGradient({
    kernelName: BY_AVERAGES,
    inputsToSave: ["x", "mean", "variance", "scale"],
    gradFunc: (dy, [x, mean, variance, scale], { varianceEpsilon }) =>
      gradients(dy as tf.Tensor, x, scale, [mean, variance, mean], {
        epsilon: varianceEpsilon as number,
        training: false,
      }),
  });
}

function gradients(
  dy: tf.Tensor,
  x: tf.Tensor,
  scale: tf.Tensor,
  reserved: tf.Tensor[],
  { epsilon, training }: { epsilon: number; training: boolean },
) {
  const [dx, dScale, dOffset] = runOperation(
    "FusedBatchNormGradV3",
    attributes(epsilon, training),
    [dy, x, scale, ...reserved],
    5,
  );
  return { x: () => dx, scale: () => dScale, offset: () => dOffset };
}
