import { ranks } from "../numerics";
import { shiftedFlags } from "./domain-scores";

/**
 * Area under the ROC curve: the probability that a shifted example scores higher than a reference one, ties counting half
 * (the Mann–Whitney statistic).
 *
 * @param scores one number per example.
 * @param labels 1 (or true) for positive (shifted), 0 (or −1, or false) for negative (reference).
 * @returns a number in [0, 1]; 0.5 where the scores tell nothing.
 * @throws RangeError when lengths differ, a score is NaN, or a class is missing.
 * @example areaUnderRoc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]) // 0.75
 */
export function areaUnderRoc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): number {
  const flags = shiftedFlags(scores, labels);
  const rank = ranks(scores);
  let positives = 0;
  let rankSum = 0;
  flags.forEach((isPositive, i) => {
    if (!isPositive) return;
    positives++;
    rankSum += rank[i];
  });
  const negatives = flags.length - positives;
  return (
    (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
  );
}
