import { optionChecker } from "../files";
import { level } from "../files/option-kinds";
import {
  inverseLogit,
  logit,
  mean,
  ranks,
  variance,
  probit,
} from "../numerics";
import { proportionInterval, type Interval } from "../robustness";
import { areaUnderRoc } from "./area-under-roc";
import { shiftedFlags } from "./domain-scores";

const checkOptions = optionChecker<{ level?: number }>("areaUnderRocInterval", {
  level,
});

/**
 * Area under the ROC curve with its interval: DeLong, DeLong and Clarke-Pearson (1988), computed from ranks as by Sun and Xu (2014), on the
 * logit scale, so that it stays within [0, 1]. Where the domains are perfectly separable DeLong's variance is 0; then the
 * far end is that of Clopper and Pearson for as many pairs without an example in common as there are.
 *
 * The scores are taken as given: the interval carries the chance of which examples were drawn, not that of training.
 *
 * @param scores one number per example.
 * @param labels 1 (or true) for positive (shifted), 0 (or −1, or false) for negative (reference); at least two of each.
 * @param options.level coverage in (0, 1). Default 0.95.
 * @throws RangeError as `areaUnderRoc`, and where a domain has but one example.
 */
export function areaUnderRocInterval(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
  options: { level?: number } = {},
): Interval {
  checkOptions(options);
  const { level = 0.95 } = options;
  const auc = areaUnderRoc(scores, labels);
  const flags = shiftedFlags(scores, labels);
  const among = ranks(scores);
  const of = (domain: boolean) => {
    const rows = flags.flatMap((flag, i) => (flag === domain ? [i] : []));
    const within = ranks(rows.map((row) => scores[row]));
    return rows.map((row, i) => among[row] - within[i]);
  };
  // How many of the other domain each example outranks, ties half.
  const [positives, negatives] = [of(true), of(false)];
  const [n1, n0] = [positives.length, negatives.length];
  if (n1 < 2 || n0 < 2) {
    throw new RangeError(
      `An interval for the AUC needs at least 2 examples of each domain, got ${n1} shifted and ${n0} reference.`,
    );
  }
  if (auc === 0 || auc === 1) {
    const pairs = Math.min(n1, n0);
    const [lower, upper] = proportionInterval(auc * pairs, pairs, { level });
    return { mean: auc, lower, upper };
  }
  const error = Math.sqrt(
    variance(positives.map((count) => count / n0)) / n1 +
      variance(negatives.map((count) => count / n1)) / n0,
  );
  const half = (probit(0.5 + level / 2) * error) / (auc * (1 - auc));
  return {
    mean: mean(positives) / n0,
    lower: inverseLogit(logit(auc) - half),
    upper: inverseLogit(logit(auc) + half),
  };
}
