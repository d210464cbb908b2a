import { optionChecker } from "../files";
import { level, share } from "../files/option-kinds";
import { mean, quantile } from "../numerics";
import type { AccuracyPairs } from "./accuracies";
import { extrapolates, fitAccuracyLine } from "./accuracy-line";
import { effectiveRobustness } from "./effective-robustness";
import { LEAST_R_SQUARED } from "./least-r-squared";
import { matchedDifference } from "./matched-difference";
import { meanInterval, type Interval } from "./mean-interval";
import { accuracyScale, onScale, type AccuracyScale } from "./scale";

/** One repetition of a whole experiment: its own draws, baseline and models. */
export interface Replicate {
  /** Networks from scratch, such as the moments of one run. */
  baseline: AccuracyPairs;
  /** The models to measure against it. */
  group: AccuracyPairs;
}

/** What {@link replicatedRobustness} finds; robustness in fractions. */
export interface ReplicatedRobustness extends Interval {
  /** "effective robustness" where baselines are lines, "matched difference" where they are none. */
  measure: "effective robustness" | "matched difference";
  /** Mean over the group, for each replicate. */
  replicates: number[];
  /** R² of each replicate's baseline, and their median. */
  rSquared: number[];
  medianRSquared: number;
  /** Whether the median R² reaches the least asked for. */
  isLine: boolean;
  /** Number of models beyond the range of their baseline's reference accuracies, and of models in all. */
  extrapolated: number;
  count: number;
}

/** Options of {@link replicatedRobustness}. */
export interface ReplicatedRobustnessOptions {
  /** Scale of the lines. Default `"probit"`; Andreassen et al. use `"logit"`. */
  scale?: AccuracyScale;
  /** Least median R² of lines worth the name. Default 0.9. */
  leastRSquared?: number;
  /** Of the interval. Default 0.95. */
  level?: number;
}

const checkOptions = optionChecker<ReplicatedRobustnessOptions>(
  "replicatedRobustness",
  { scale: accuracyScale, leastRSquared: share, level },
);

/**
 * Robustness of a group of models over repetitions of a whole experiment. Each replicate's models are measured against
 * the line of its own baseline; the interval is Student's t over replicates. It carries all that replicates draw anew
 * (images, colours, weights), and the moments of one run need not be independent, as they would have to be for the
 * standard error of one line.
 *
 * Where baselines are no lines (median R² below `leastRSquared`), differences at matched reference accuracy are taken in
 * place of effective robustness.
 *
 * @param replicates two or more; their groups may differ in size.
 * @throws RangeError for fewer than two replicates, an empty group, or bad accuracies, exact 0 and 1 among them.
 * @example
 * const { mean, lower, upper, isLine } = replicatedRobustness([{ baseline, group }, { baseline: baseline2, group: group2 }]);
 */
export function replicatedRobustness(
  replicates: readonly Replicate[],
  options: ReplicatedRobustnessOptions = {},
): ReplicatedRobustness {
  checkOptions(options);
  const {
    scale = "probit",
    leastRSquared = LEAST_R_SQUARED,
    level = 0.95,
  } = options;
  if (replicates.length < 2) {
    throw new RangeError(
      `An interval over replicates needs at least 2 of them, got ${replicates.length}: run more seeds.`,
    );
  }
  const empty = replicates.findIndex(
    ({ group }) => group.reference.length === 0,
  );
  if (empty >= 0) {
    throw new RangeError(`Replicate ${empty} has no models in its group.`);
  }
  // Whether a baseline is a line must not decide whether an accuracy of 0 or 1 is refused.
  replicates.forEach(({ group }, r) => {
    const what = `The reference accuracy of replicate ${r}'s group`;
    onScale(group.reference, scale, what, group.models);
  });
  const lines = replicates.map(({ baseline }) =>
    fitAccuracyLine(baseline.reference, baseline.shifted, {
      scale,
      models: baseline.models,
    }),
  );
  const rSquared = lines.map((line) => line.rSquared);
  const medianRSquared = quantile(rSquared, 0.5);
  const isLine = medianRSquared >= leastRSquared;
  const means = replicates.map(({ baseline, group }, r) =>
    mean(
      isLine
        ? effectiveRobustness(lines[r], group.reference, group.shifted)
        : matchedDifference(baseline, group, { scale }).map(
            (each) => each.mean,
          ),
    ),
  );
  const beyond = replicates.flatMap(({ group }, r) =>
    extrapolates(lines[r], group.reference),
  );
  return {
    ...meanInterval(means, { level }),
    measure: isLine ? "effective robustness" : "matched difference",
    replicates: means,
    rSquared,
    medianRSquared,
    isLine,
    extrapolated: beyond.filter(Boolean).length,
    count: beyond.length,
  };
}
