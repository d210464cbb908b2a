import { softmaxCrossEntropy } from "../tensorflow/loss";
import { tf } from "../tensorflow/tensorflow";
import { networkShape } from "../training/check-images";
import { predictOutputs } from "../training/evaluate";
import type { LossTerm } from "../training/loss-terms";
import { full } from "./full";
import type { Method } from "./method";

/**
 * Learning without forgetting (Li and Hoiem 2016): everything trained from the network's own head on, with λ · T² times the cross-entropy between what the
 * network answered to the same images before (recorded once, without augmentation) and what it answers now added to the loss, both softened
 * by the temperature T. It takes no example of what the network knows.
 */
export const lwf: Method = (network, set, options) => {
  const { penalty = 1, temperature = 2, lossTerms = [] } = options;
  const { classes } = networkShape(network);
  const recorded = softened(predictOutputs(network, set), classes, temperature);
  const distillation: LossTerm = {
    name: "learning without forgetting",
    loss: ({ logits, indices }) => {
      const targets = new Float32Array(indices.length * classes);
      indices.forEach((index, i) =>
        targets.set(
          recorded.subarray(index * classes, (index + 1) * classes),
          i * classes,
        ),
      );
      return tf.mul(
        penalty * temperature ** 2,
        softmaxCrossEntropy(
          tf.div(logits, temperature),
          tf.tensor2d(targets, [indices.length, classes]),
        ),
      );
    },
  };
  return full(network, set, {
    ...options,
    head: "kept",
    lossTerms: [...lossTerms, distillation],
  });
};

/** Softmax of logits over the temperature, row-major as they are. */
function softened(
  logits: Float32Array,
  classes: number,
  temperature: number,
): Float32Array {
  const soft = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    const row = logits.subarray(from, from + classes);
    const most = Math.max(...row);
    const powers = Array.from(row, (x) => Math.exp((x - most) / temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    soft.set(
      powers.map((power) => power / sum),
      from,
    );
  }
  return soft;
}
