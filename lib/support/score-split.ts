import { optionChecker } from "../files";
import { requireList, requireNumber } from "../files/arguments";
import { openShare } from "../files/option-kinds";
import { mean } from "../numerics";
import { proportionInterval, type Interval } from "../robustness";
import { splitBySupport } from "./support-split";

/** How well a split finds what is new, against a known answer. */
export interface SplitScore {
  /** New examples, and those put out of support. */
  isNew: number;
  isOut: number;
  /** Share of those put out of support that are new; undefined where none was. Share of the new ones that were put out of support. Clopper and Pearson. */
  precision?: Interval;
  recall: Interval;
  /** Where the true ratio is finite: mean of ln(estimate / truth), and of its absolute value. */
  logBias: number;
  logError: number;
}

const checkOptions = optionChecker<{ epsilon?: number }>("scoreSplit", {
  epsilon: openShare,
});

/**
 * Scores a split by support against a known answer: precision and recall of "new", and the error of the ratio where it is finite.
 *
 * @param ratios estimated p_shift / p_ref at each shifted example, ≥ 0.
 * @param truth the true ratios; Infinity at the new ones.
 * @param options.epsilon of the split. Default 0.1.
 * @throws RangeError where lengths differ, none or all examples are new, a true ratio is not above 0, or as `splitBySupport`.
 */
export function scoreSplit(
  ratios: ArrayLike<number>,
  truth: ArrayLike<number>,
  options: { epsilon?: number } = {},
): SplitScore {
  checkOptions(options);
  requireList("The estimated ratios", ratios);
  requireList("The true ratios", truth);
  if (ratios.length !== truth.length)
    throw new RangeError(
      `There are ${ratios.length} estimated and ${truth.length} true ratios; give one of each an example.`,
    );
  const { outOfSupport } = splitBySupport(ratios, options);
  const known = Array.from(truth);
  known.forEach((ratio, i) =>
    requireNumber(
      `True ratio ${i}`,
      ratio,
      (value) => value > 0,
      "a number above 0, as a shifted example has",
    ),
  );
  const fresh = known.filter((ratio) => ratio === Infinity).length;
  if (fresh === 0 || fresh === known.length)
    throw new RangeError(
      `${fresh} of ${known.length} examples are new: one part is empty, so that finding it cannot be scored.`,
    );
  const hits = outOfSupport.filter((i) => known[i] === Infinity).length;
  const errors = known.flatMap((ratio, i) =>
    ratio === Infinity
      ? []
      : [Math.log(Math.min(MOST, Math.max(1 / MOST, ratios[i])) / ratio)],
  );
  return {
    isNew: fresh,
    isOut: outOfSupport.length,
    ...(outOfSupport.length > 0 && {
      precision: shareOf(hits, outOfSupport.length),
    }),
    recall: shareOf(hits, fresh),
    logBias: mean(errors),
    logError: mean(errors.map(Math.abs)),
  };
}

/** A ratio of 0 or Infinity where the truth is finite counts as one beyond this. */
const MOST = 1e6;

function shareOf(count: number, total: number): Interval {
  const [lower, upper] = proportionInterval(count, total);
  return { mean: count / total, lower, upper };
}
