import { optionChecker } from "../files";
import { level } from "../files/option-kinds";
import { probit } from "../numerics";
import type { Interval } from "./mean-interval";

const checkOptions = optionChecker<{ level?: number }>("balancedAccuracy", {
  level,
});

/**
 * Accuracy averaged over classes, so that a class with few examples counts as much as one with many. The interval is
 * the normal one, its variance the sum of the classes' over the square of their number. A class's share is taken as (k + 1) / (n + 2) for it (Agresti and Caffo, 2000),
 * so that classes all right or all wrong do not count as certain.
 *
 * @param labels class of each example.
 * @param predictions predicted class of each, in the same order.
 * @param options `level`: coverage in (0, 1). Default 0.95.
 * @returns fractions; classes without an example are left out.
 * @throws RangeError where there is no example, or labels and predictions differ in number.
 * @example balancedAccuracy([0, 0, 0, 1], [0, 0, 0, 0]).mean // 0.5
 */
export function balancedAccuracy(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options: { level?: number } = {},
): Interval {
  checkOptions(options);
  const { level = 0.95 } = options;
  if (labels.length === 0 || labels.length !== predictions.length) {
    throw new RangeError(
      `An accuracy over classes needs a prediction for each label, got ${labels.length} labels and ${predictions.length} predictions.`,
    );
  }
  const classes = new Map<number, { right: number; all: number }>();
  for (let i = 0; i < labels.length; i++) {
    const counts = classes.get(labels[i]) ?? { right: 0, all: 0 };
    counts.all++;
    if (predictions[i] === labels[i]) counts.right++;
    classes.set(labels[i], counts);
  }
  let sum = 0;
  let variance = 0;
  for (const { right, all } of classes.values()) {
    sum += right / all;
    const share = (right + 1) / (all + 2);
    variance += (share * (1 - share)) / (all + 2);
  }
  const mean = sum / classes.size;
  const half = (probit(0.5 + level / 2) * Math.sqrt(variance)) / classes.size;
  return {
    mean,
    lower: Math.max(0, mean - half),
    upper: Math.min(1, mean + half),
  };
}
