import * as tf from "@tensorflow/tfjs-node";
import { ACTIVATIONS } from "./activation";
import { convolutionGradients } from "./biased-convolution";
import type { ChainOptions, ChainStep } from "./convolution-chain";
import { isWholeEights, withNone } from "./fast-convolution";
import { attribute, runOperation, runWithGradient } from "./native";

/** What there is of each step as an input of our operations. */
const LEARNT = ["filter", "scale", "offset"] as const;
const MOVING = ["mean", "variance"] as const;

const lists = (
  steps: ChainStep[],
  names: readonly (typeof LEARNT | typeof MOVING)[number][],
) => names.flatMap((name) => steps.map((step) => step[name]));

const attributes = (
  steps: ChainStep[],
  { epsilon, momentum }: ChainOptions,
) => [
  attribute("count", "INT", steps.length),
  attribute(
    "strides",
    "INT",
    steps.map(({ strides }) => strides),
  ),
  attribute(
    "activations",
    "INT",
    steps.map(({ activation }) => ACTIVATIONS.indexOf(activation)),
  ),
  attribute("epsilon", "FLOAT", epsilon),
  attribute("momentum", "FLOAT", momentum),
];

/** The chain by running averages; no gradient goes through it. */
export function fastChainByAverages(
  x: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
): tf.Tensor {
  return withNone((none) =>
    runOperation("LabChainByAverages", attributes(steps, options), [
      x,
      options.residual ?? none,
      ...lists(steps, [...LEARNT, ...MOVING]),
    ]),
  )[0];
}

/** The chain by the batch's own moments. */
export function fastChain(
  x: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
): [output: tf.Tensor, ...averages: tf.Tensor[]] {
  const { residual } = options;
  const learnt = lists(steps, LEARNT);
  const given = [...(residual ? [residual] : []), ...learnt];
  const count = steps.length;
  const outputs = runWithGradient(
    [x, ...given],
    (save) => {
      const [y, ...others] = withNone((none) =>
        runOperation(
          "LabChain",
          attributes(steps, options),
          [x, residual ?? none, ...learnt, ...lists(steps, MOVING)],
          1 + 5 * count,
        ),
      );
      save([x, y, ...learnt, ...others.slice(0, 3 * count)]);
      const next = others.slice(3 * count);
      return [y, ...steps.flatMap((_, k) => [next[k], next[count + k]])];
    },
    ([dy], saved) => gradients(dy, steps, options, saved),
  );
  return outputs as [tf.Tensor, ...tf.Tensor[]];
}

/** By x, the residual where there is one, and what the steps have learnt, each made when it is asked for. */
function gradients(
  dy: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
  [x, y, ...kept]: tf.Tensor[],
): (() => tf.Tensor)[] {
  const [{ strides, depthwise }] = steps;
  const { activation } = steps[steps.length - 1];
  const isMasked = options.residual !== undefined && activation !== "linear";
  const [first, masked, ...learnt] = withNone((none) =>
    runOperation(
      "LabChainGradient",
      attributes(steps, options),
      [dy, x, isMasked ? y : none, ...kept],
      2 + 3 * steps.length,
    ),
  );
  // Where x has no eights of channels, `first` is the gradient by what the first convolution gives.
  const byX = () =>
    isWholeEights(x.shape[3]!)
      ? first
      : convolutionGradients(first, x, kept[0], strides, depthwise).x();
  return [
    byX,
    // A clone, since tfjs frees gradients once it has added them up.
    ...(options.residual ? [() => (isMasked ? masked : dy.clone())] : []),
    ...learnt.map((gradient) => () => gradient),
  ];
}
