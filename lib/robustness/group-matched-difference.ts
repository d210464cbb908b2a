import { optionChecker } from "../files";
import { whole } from "../files/option-kinds";
import { extent, mean, variance } from "../numerics";
import { assertAccuracyPairs, type AccuracyPairs } from "./accuracies";
import {
  bootstrapGroups,
  bootstrapKinds,
  type BootstrapOptions,
} from "./bootstrap";
import {
  matchedDifference,
  type MatchedDifferenceOptions,
} from "./matched-difference";
import type { Interval } from "./mean-interval";
import { accuracyScale } from "./scale";
import { welchInterval } from "./welch-interval";

/** Options of {@link groupMatchedDifference}. */
export interface GroupMatchedDifferenceOptions
  extends
    BootstrapOptions,
    Pick<MatchedDifferenceOptions, "scale" | "neighbours"> {}

/** Mean matched difference of a group of models, in fractions. */
export interface GroupMatchedDifference extends Interval {
  /** How many of the group's models lie within the baseline's range, and are compared. */
  compared: number;
  /** How many lie beyond it, and are left out. */
  beyond: number;
}

const checkOptions = optionChecker<GroupMatchedDifferenceOptions>(
  "groupMatchedDifference",
  { ...bootstrapKinds, scale: accuracyScale, neighbours: whole(3) },
);

/**
 * Mean difference of a group of models from baseline models of like reference accuracy (see {@link matchedDifference}), over those within
 * the baseline's range of reference accuracies. As in `groupRobustness` the interval carries the uncertainty of both: the spread within the
 * group, and that of the baseline by a bootstrap over its models; Student's t with Welch and Satterthwaite's degrees of freedom.
 *
 * @param baseline models trained from scratch, at least three.
 * @param group models to compare.
 * @throws RangeError on bad accuracies or options, and when fewer than two of the group lie within the baseline's range.
 * @example
 * const { mean, lower, upper, compared } = groupMatchedDifference(scratch, pretrained, { resamples: 2000 });
 */
export function groupMatchedDifference(
  baseline: AccuracyPairs,
  group: AccuracyPairs,
  options: GroupMatchedDifferenceOptions = {},
): GroupMatchedDifference {
  checkOptions(options);
  assertAccuracyPairs(baseline, "baseline");
  assertAccuracyPairs(group, "group");
  const { scale, neighbours, level = 0.95, ...bootstrap } = options;
  const match = (one: AccuracyPairs, other: AccuracyPairs) =>
    matchedDifference(one, other, { scale, neighbours });
  const inside = match(baseline, group).flatMap(({ extrapolates }, row) =>
    extrapolates ? [] : [row],
  );
  requireTwo(inside.length, baseline, group);
  const compared = drawn(group, inside);
  const differences = (from: AccuracyPairs) =>
    match(from, compared).map((each) => each.mean);
  const count = baseline.reference.length;
  const { standardError } = bootstrapGroups(
    [count],
    ([models]) => mean(differences(drawn(baseline, models))),
    bootstrap,
  );
  const gains = differences(baseline);
  const { mean: centre, ...ends } = welchInterval(
    mean(gains),
    [
      { variance: standardError ** 2, freedom: count - 2 },
      {
        variance: variance(gains) / gains.length,
        freedom: gains.length - 1,
      },
    ],
    level,
  );
  return {
    mean: centre,
    lower: ends.lower,
    upper: ends.upper,
    compared: inside.length,
    beyond: group.reference.length - inside.length,
  };
}

function requireTwo(
  compared: number,
  baseline: AccuracyPairs,
  group: AccuracyPairs,
): void {
  if (compared >= 2) return;
  const [weakest, strongest] = extent(baseline.reference).map((each) =>
    (100 * each).toFixed(1),
  );
  throw new RangeError(
    `${compared} of the group's ${group.reference.length} models lies within the baseline's reference accuracies (${weakest} to ${strongest} %); at least 2 are needed for a mean matched difference. For one model call matchedDifference.`,
  );
}

/** Models by row, some perhaps more than once; without their names. */
const drawn = (
  { reference, shifted }: AccuracyPairs,
  rows: ArrayLike<number>,
): AccuracyPairs => ({
  reference: Array.from(rows, (row) => reference[row]),
  shifted: Array.from(rows, (row) => shifted[row]),
});
