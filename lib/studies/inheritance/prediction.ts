import { mean } from "../../numerics";
import { bootstrapModels, type Interval } from "../../robustness";
import { distinct } from "../shared/distinct";
import {
  lossPredictors,
  type LossPoint,
  type LossPredictor,
} from "./predictors";

/** How well one measure of sets foretells what networks lose. */
export interface LossPrediction {
  predictor: LossPredictor | "none";
  name: string;
  /** Correlation with the loss among the sets of one network, over all networks; none of what foretells nothing. */
  correlation?: Interval;
  /** Absolute error on each set when it was left out of the fit, over networks; fractions. */
  bySet: number[];
  /** Their mean. */
  error: Interval;
  /** That error minus the error of foretelling the mean of the other sets; below 0 is better. */
  gain: Interval;
}

/** Least number of sets to fit and to test on. */
export const LEAST_SETS = 4;

/**
 * Which measure foretells the loss best: correlations, and errors with a set left out at a time, where a line of one slope and an intercept a network is fitted to the other
 * sets. Intervals are bootstraps over sets.
 *
 * @returns none with fewer than four sets; measures that are not computed of every point are left out.
 */
export function lossPredictions(
  points: readonly LossPoint[],
): LossPrediction[] {
  const sets = distinct(points.map(({ set }) => set));
  if (sets.length < LEAST_SETS) return [];
  const without = errorsBySet(points, sets, undefined);
  const row = (
    predictor: LossPrediction["predictor"],
    name: string,
    errors: readonly number[],
  ): LossPrediction => ({
    predictor,
    name,
    bySet: [...errors],
    error: over(errors),
    gain: over(errors.map((error, i) => error - without[i])),
  });
  const measured = Object.entries(lossPredictors) as [LossPredictor, string][];
  return [
    ...measured
      .filter(([key]) => points.every(({ by }) => Number.isFinite(by[key])))
      .map(([key, name]) => ({
        ...row(key, name, errorsBySet(points, sets, key)),
        correlation: lossCorrelation(points, key),
      })),
    row("none", "nothing: the mean of the other sets", without),
  ];
}

/** The error of one measure minus that of another, set by set, with a bootstrap interval over sets; below 0 the first is better. */
export const lossLead = (a: LossPrediction, b: LossPrediction): Interval =>
  over(a.bySet.map((error, i) => error - b.bySet[i]));

/** Mean over sets with its bootstrap interval. */
function over(values: readonly number[]): Interval {
  const {
    mean: centre,
    lower,
    upper,
  } = bootstrapModels(values.length, (drawn) =>
    mean(Array.from(drawn, (i) => values[i])),
  );
  return { mean: centre, lower, upper };
}

/**
 * Correlation of a measure with the loss, of deviations from each network's mean over the sets, with a bootstrap interval over sets.
 *
 * @param base of one network alone; without it of all.
 * @returns NaN where the measure or the loss is the same of all sets.
 */
export function lossCorrelation(
  points: readonly LossPoint[],
  key: LossPredictor,
  base?: string,
): Interval {
  const of = points.filter((each) => base === undefined || each.base === base);
  const { xx: varies, yy: lost } = deviations(of, key);
  if (varies * lost === 0)
    return { mean: NaN, lower: -Infinity, upper: Infinity };
  const sets = distinct(of.map(({ set }) => set));
  const {
    mean: centre,
    lower,
    upper,
  } = bootstrapModels(
    sets.length,
    (drawn) => {
      const chosen = Array.from(drawn, (k) => sets[k]).flatMap((set) =>
        of.filter((each) => each.set === set),
      );
      const { xx, xy, yy } = deviations(chosen, key);
      return xy / Math.sqrt(xx * yy);
    },
    { resamples: 2000 },
  );
  return { mean: centre, lower, upper };
}

/** Sums of squares and products of deviations from the means of each network. */
function deviations(points: readonly LossPoint[], key: LossPredictor) {
  const sums = { xx: 0, xy: 0, yy: 0 };
  for (const base of new Set(points.map((each) => each.base))) {
    const own = points.filter((each) => each.base === base);
    const x = mean(own.map(({ by }) => by[key]!));
    const y = mean(own.map(({ loss }) => loss));
    for (const { by, loss } of own) {
      sums.xx += (by[key]! - x) ** 2;
      sums.xy += (by[key]! - x) * (loss - y);
      sums.yy += (loss - y) ** 2;
    }
  }
  return sums;
}

/** For each set left out, the mean absolute error over networks. */
function errorsBySet(
  points: readonly LossPoint[],
  sets: readonly string[],
  key: LossPredictor | undefined,
): number[] {
  return sets.map((set) => {
    const others = points.filter((each) => each.set !== set);
    const { xx, xy } = key ? deviations(others, key) : { xx: 0, xy: 0 };
    const slope = xx > 0 ? xy / xx : 0;
    const errors = points
      .filter((each) => each.set === set)
      .map(({ base, by, loss }) => {
        const own = others.filter((each) => each.base === base);
        const expected = mean(own.map((each) => each.loss));
        const away = key
          ? by[key]! - mean(own.map((each) => each.by[key]!))
          : 0;
        return Math.abs(loss - expected - slope * away);
      });
    return mean(errors);
  });
}
