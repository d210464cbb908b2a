import * as tf from "@tensorflow/tfjs-node";
import { ACTIVATIONS } from "./activation";
import { convolutionGradients } from "./biased-convolution";
import type { ChainOptions, ChainStep } from "./chain-step";
import { isWholeEights } from "./fast-convolution";
import {
  attribute,
  runOperation,
  runWithGradient,
  type Attribute,
} from "./native";

/** What there is of each step as an input of our operations. */
const LEARNT = ["filter", "scale", "offset"] as const;
const MOVING = ["mean", "variance"] as const;

const lists = (
  steps: ChainStep[],
  names: readonly (typeof LEARNT | typeof MOVING)[number][],
) => names.flatMap((name) => steps.map((step) => step[name]));

/** How the kernels tell residuals apart, as `kernels/call.h` has it. */
const RESIDUALS = { none: 0, input: 1, shortcut: 2 };

/** The steps, then the shortcut where there is one. */
const withShortcut = (
  steps: ChainStep[],
  residual: ChainOptions["residual"],
) => (residual && residual !== "input" ? [...steps, residual] : steps);

const attributes = (
  all: ChainStep[],
  { epsilon, momentum, residual }: ChainOptions,
) => {
  const numbers = {
    count: all.length,
    strides: all.map(({ strides }) => strides),
    activations: all.map(({ activation }) => ACTIVATIONS.indexOf(activation)),
    residual:
      RESIDUALS[
        residual === "input" ? "input" : residual ? "shortcut" : "none"
      ],
  };
  return [
    ...Object.entries(numbers).map(([name, value]) =>
      attribute(name, "INT", value),
    ),
    attribute("epsilon", "FLOAT", epsilon),
    attribute("momentum", "FLOAT", momentum),
  ];
};

/** The chain by running averages; no gradient goes through it. */
export function fastChainByAverages(
  x: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
): tf.Tensor {
  const all = withShortcut(steps, options.residual);
  return runOperation("LabChainByAverages", attributes(all, options), [
    x,
    ...lists(all, [...LEARNT, ...MOVING]),
  ])[0];
}

/** The chain by the batch's own moments. */
export function fastChain(
  x: tf.Tensor,
  steps: ChainStep[],
  options: ChainOptions,
): [output: tf.Tensor, ...averages: tf.Tensor[]] {
  const all = withShortcut(steps, options.residual);
  const learnt = lists(all, LEARNT);
  const count = all.length;
  const outputs = runWithGradient(
    [x, ...learnt],
    (save) => {
      const [y, ...others] = runOperation(
        "LabChain",
        attributes(all, options),
        [x, ...learnt, ...lists(all, MOVING)],
        1 + 5 * count,
      );
      save([x, y, ...learnt, ...others.slice(0, 3 * count)]);
      const next = others.slice(3 * count);
      return [y, ...all.flatMap((_, k) => [next[k], next[count + k]])];
    },
    ([dy], saved) => gradients(dy, all, options, saved),
  );
  return outputs as [tf.Tensor, ...tf.Tensor[]];
}

/** By x and by what the steps have learnt, each made when it is asked for. */
function gradients(
  dy: tf.Tensor,
  all: ChainStep[],
  options: ChainOptions,
  [x, y, ...kept]: tf.Tensor[],
): (() => tf.Tensor)[] {
  const run = (more: Attribute[]) =>
    runOperation(
      "LabChainGradient",
      [...attributes(all, options), ...more],
      [dy, x, y, ...kept],
      1 + 3 * all.length,
    );
  const [dx, ...learnt] = run([]);
  // Nobody asks, as a rule, for gradients by the pixels, whose channels are no eights.
  const byPixels = () => {
    const [byFirst] = run([attribute("by_first", "INT", 1)]);
    const [{ strides, depthwise }] = all;
    return convolutionGradients(byFirst, x, kept[0], strides, depthwise).x();
  };
  return [
    isWholeEights(x.shape[3]!) ? () => dx : byPixels,
    ...learnt.map((gradient) => () => gradient),
  ];
}
