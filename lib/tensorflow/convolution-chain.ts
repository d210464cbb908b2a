import * as tf from "@tensorflow/tfjs-node";
import { activate } from "./activation";
import { batchNormByAverages, batchNormTraining } from "./batch-norm";
import type { ChainOptions, ChainStep } from "./chain-step";
import { fastChain, fastChainByAverages } from "./fast-chain";
import { isWholeEights } from "./fast-convolution";
import { ownOperations } from "./operations";

/**
 * Convolutions one after another, each normalised and activated: at once where our own operations can do it, which
 * then keep what lies between two steps in the processor's cache.
 *
 * @param x [batch, height, width, channels].
 * @returns the output, and after `byBatch` the next running averages: mean and variance, step by step, the residual's last.
 */
export function convolutionChain(
  x: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
): [output: tf.Tensor, ...averages: tf.Tensor[]] {
  const { residual } = options;
  const shortcut = residual && residual !== "input" ? [residual] : [];
  const isFast =
    ownOperations !== undefined &&
    [...steps, ...shortcut].every(({ scale }) => isWholeEights(scale.size)) &&
    (shortcut.length === 0 || isWholeEights(x.shape[3]!));
  if (isFast && options.byBatch) return fastChain(x, steps, options);
  const isTaped = tf.engine().state.gradientDepth > 0;
  if (isFast && !isTaped) return [fastChainByAverages(x, steps, options)];
  return composed(x, steps, options);
}

/** Of TensorFlow's operations. */
function composed(
  x: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
): [output: tf.Tensor, ...averages: tf.Tensor[]] {
  const { residual } = options;
  const averages: tf.Tensor[] = [];
  const shortcutAverages: tf.Tensor[] = [];
  const shortcut =
    residual === "input" || !residual
      ? residual && x
      : normalised(x, residual, options, shortcutAverages);
  const output = steps.reduce((at, step, k) => {
    const y = normalised(at, step, options, averages);
    const adds = shortcut && k === steps.length - 1;
    return activate(adds ? tf.add(y, shortcut) : y, step.activation);
  }, x);
  return [output, ...averages, ...shortcutAverages];
}

/** A step without its activation; appends its next averages. */
function normalised(
  x: tf.Tensor,
  step: ChainStep,
  { byBatch, epsilon, momentum }: ChainOptions,
  averages: tf.Tensor[],
): tf.Tensor {
  const { filter, scale, offset, mean, variance, strides } = step;
  const convolve = step.depthwise ? tf.depthwiseConv2d : tf.conv2d;
  const convolved = convolve(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    strides,
    "same",
  );
  if (!byBatch)
    return batchNormByAverages(
      convolved,
      mean,
      variance,
      offset,
      scale,
      epsilon,
    );
  const inputs = { x: convolved, scale, offset, mean, variance };
  const [y, ...next] = batchNormTraining(inputs, { epsilon, momentum });
  averages.push(...next);
  return y;
}
