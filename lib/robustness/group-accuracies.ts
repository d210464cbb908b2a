import { requireList, requireNumber } from "../files/arguments";
import { written } from "../files/written";
import type { Interval } from "./mean-interval";
import {
  proportionInterval,
  type ProportionIntervalOptions,
} from "./proportion-interval";

/** The accuracy on one group of examples, a fraction, with its interval. */
export interface GroupAccuracy<Group> extends Interval {
  group: Group;
  /** Number of examples, and of those classified correctly. */
  count: number;
  correct: number;
}

/** What {@link groupAccuracies} finds; fractions. */
export interface GroupAccuracies<Group> {
  /** One for each group there is, the worst first. */
  groups: GroupAccuracy<Group>[];
  /** The worst group. Its interval is one for the least accuracy of all groups, which picking the worst does not spoil. */
  worst: GroupAccuracy<Group>;
  /** Accuracy on all examples. */
  average: Interval;
}

/**
 * Accuracy on each group of examples, on the worst one and on average (Sagawa et al. 2020).
 *
 * Intervals of groups stand each for itself. The worst group's is simultaneous: from the least lower to the least upper end of the
 * groups' intervals at the level 1 − (1 − level)/G for G groups (Bonferroni), so it covers the least accuracy with at least `level`.
 *
 * @param predictions n predicted classes.
 * @param labels n true classes.
 * @param groups n groups, numbers or text: an attribute, or label and attribute together.
 * @param options method and level of the intervals; see `proportionInterval`.
 * @throws RangeError when there are no examples, or lengths differ.
 * @example groupAccuracies([1, 0, 1], [1, 1, 1], ["dark", "dark", "fair"]).worst.mean // 0.5
 */
export function groupAccuracies<Group extends number | string>(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: ArrayLike<Group>,
  options: ProportionIntervalOptions = {},
): GroupAccuracies<Group> {
  requireList("groupAccuracies: predictions", predictions, "classes");
  requireList("groupAccuracies: labels", labels, "classes");
  requireList("groupAccuracies: groups", groups, "groups");
  const n = labels.length;
  if (predictions.length !== n || groups.length !== n)
    throw new RangeError(
      `There are ${predictions.length} predictions, ${n} labels and ${groups.length} groups; each example needs one of each.`,
    );
  if (n === 0)
    throw new RangeError("Accuracies of groups need at least one example.");
  for (let i = 0; i < n; i++) {
    requireClass(`groupAccuracies: prediction ${i}`, predictions[i]);
    requireClass(`groupAccuracies: label ${i}`, labels[i]);
    if (typeof groups[i] !== "string" && !Number.isFinite(groups[i]))
      throw new RangeError(
        `groupAccuracies: group ${i} is ${written(groups[i])}, expected a number or text.`,
      );
  }
  const counts = new Map<Group, { count: number; correct: number }>();
  let correct = 0;
  for (let i = 0; i < n; i++) {
    const tally = counts.get(groups[i]) ?? { count: 0, correct: 0 };
    counts.set(groups[i], tally);
    tally.count++;
    if (predictions[i] !== labels[i]) continue;
    tally.correct++;
    correct++;
  }
  const rows = Array.from(counts, ([group, tally]) => ({
    group,
    ...tally,
    ...accuracy(tally.correct, tally.count, options),
  })).sort((p, q) => p.mean - q.mean);
  const level = 1 - (1 - (options.level ?? 0.95)) / rows.length;
  const ends = rows.map((row) =>
    proportionInterval(row.correct, row.count, { ...options, level }),
  );
  return {
    groups: rows,
    worst: {
      ...rows[0],
      lower: Math.min(...ends.map(([lower]) => lower)),
      upper: Math.min(...ends.map(([, upper]) => upper)),
    },
    average: accuracy(correct, n, options),
  };
}

const requireClass = (what: string, value: unknown) =>
  requireNumber(
    what,
    value,
    (each) => Number.isInteger(each) && each >= 0,
    "the number of a class, whole from 0",
  );

function accuracy(
  correct: number,
  count: number,
  options: ProportionIntervalOptions,
): Interval {
  const [lower, upper] = proportionInterval(correct, count, options);
  return { mean: correct / count, lower, upper };
}
