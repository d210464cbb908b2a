import { optionChecker } from "../files";
import { openShare } from "../files/option-kinds";
import { rankCorrelation } from "../numerics";
import { splitBySupport } from "./support-split";

/** How far two estimates of the ratio lead to the same split. */
export interface SplitAgreement {
  /** Share of examples on the same side, in [0, 1]. */
  agreement: number;
  /** Cohen's κ: agreement beyond what the sizes of the splits bring by chance; 1 where both put all on one and the same side. */
  kappa: number;
  /** Spearman's rank correlation of the ratios; NaN where one of them is constant. */
  rankCorrelation: number;
  /** How many examples both, only the first, only the second, and neither put out of support. */
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

const checkOptions = optionChecker<{ epsilon?: number }>("splitAgreement", {
  epsilon: openShare,
});

/**
 * Compares two estimates of the density ratio at the same shifted examples: over seeds, or over classifiers.
 *
 * @param options.epsilon of the splits. Default 0.1.
 * @throws RangeError when lengths differ, or as `splitBySupport`.
 */
export function splitAgreement(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: { epsilon?: number } = {},
): SplitAgreement {
  checkOptions(options);
  if (first.length !== second.length) {
    throw new RangeError(
      `There are ${first.length} and ${second.length} ratios; two splits can be compared on the same examples only.`,
    );
  }
  const total = first.length;
  const outFirst = new Set(splitBySupport(first, options).outOfSupport);
  const outSecond = splitBySupport(second, options).outOfSupport;
  const both = outSecond.filter((i) => outFirst.has(i)).length;
  const onlyFirst = outFirst.size - both;
  const onlySecond = outSecond.length - both;
  const neither = total - both - onlyFirst - onlySecond;
  const agreement = (both + neither) / total;
  const [p, q] = [outFirst.size / total, outSecond.length / total];
  const chance = p * q + (1 - p) * (1 - q);
  return {
    agreement,
    kappa: chance === 1 ? 1 : (agreement - chance) / (1 - chance),
    rankCorrelation: total > 1 ? rankCorrelation(first, second) : NaN,
    both,
    onlyFirst,
    onlySecond,
    neither,
  };
}
