import { optionChecker } from "../files";
import { level, seed, whole } from "../files/option-kinds";
import { inverseProbit, mean, probit, studentTQuantile } from "../numerics";
import {
  bootstrapExamples,
  halfAnExampleInside,
  matchedDifference,
  replicatedRobustness,
  type AccuracyPairs,
  type Replicate,
  type ReplicatedRobustness,
} from "../robustness";
import { welchInterval } from "../robustness/welch-interval";

/** A model by what it gets right. */
export interface ModelAnswers {
  name: string;
  /** Accuracy on the reference distribution, a fraction strictly between 0 and 1. */
  reference: number;
  /** 1 (or true) for each shifted example of the split that it classifies correctly. */
  correct: ArrayLike<number | boolean>;
}

/** One repetition of a whole experiment, by its models' answers: those from scratch, and those to measure against them. */
export interface SplitReplicate {
  baseline: readonly ModelAnswers[];
  group: readonly ModelAnswers[];
}

/** Mean robustness of models on a split, in fractions. */
export interface SplitRobustness extends ReplicatedRobustness {
  /** Standard error by the choice of repetition, and by that of the split's examples, which makes small splits uncertain. */
  replicatesError: number;
  examplesError: number;
  /** Number of examples of the split. */
  examples: number;
  /** Accuracies on the split of baselines and group, all repetitions together. */
  baseline: AccuracyPairs;
  group: AccuracyPairs;
}

const checkOptions = optionChecker<{
  resamples?: number;
  level?: number;
  seed?: number;
}>("splitRobustness", { resamples: whole(2), level, seed });

/**
 * Robustness on one split of a shift, each repetition's models against a line of its own baseline on that split (Cohen-Wang et al., Figure 5), or as
 * difference at matched reference accuracy where baselines are no lines (`replicatedRobustness`). The interval carries both the scatter of repetitions and
 * that of the split's examples, which all models share: these are resampled for all models at once. The variances add up; Student's t with Welch and
 * Satterthwaite's degrees of freedom. That is cautious, as the scatter of repetitions holds some of the examples' own.
 *
 * Accuracies of exactly 0 or 1, which have no probit, count as half an example away from it.
 *
 * @param replicates two or more, with three models from scratch or more, and one or more to measure.
 * @param options.resamples default 500. @param options.level default 0.95. @param options.seed default 1.
 * @throws RangeError where there are too few repetitions or models, the split has no examples, or the lists of answers differ in length.
 */
export function splitRobustness(
  replicates: readonly SplitReplicate[],
  options: { resamples?: number; level?: number; seed?: number } = {},
): SplitRobustness {
  checkOptions(options);
  const { resamples = 500, level = 0.95, seed = 1 } = options;
  const all = replicates.flatMap(({ baseline, group }) => [
    ...baseline,
    ...group,
  ]);
  const examples = all[0]?.correct.length ?? 0;
  if (examples === 0) {
    throw new RangeError(
      "Effective robustness on a split needs models and examples; this split has none.",
    );
  }
  const clipped = (accuracy: number) => halfAnExampleInside(accuracy, examples);
  const pairs = (models: readonly ModelAnswers[]): AccuracyPairs => ({
    models: models.map(({ name }) => name),
    reference: models.map(({ reference }) => reference),
    shifted: models.map(({ correct }) =>
      clipped(mean(Array.from(correct, Number))),
    ),
  });
  const measured = replicates.map(({ baseline, group }): Replicate => ({
    baseline: pairs(baseline),
    group: pairs(group),
  }));
  const byReplicates = replicatedRobustness(measured, { level });
  const byExamples = bootstrapExamples(
    all.map(({ correct }) => correct),
    meanRobustness(measured, byReplicates.isLine, clipped),
    { resamples, level, seed },
  );
  const t = studentTQuantile(0.5 + level / 2, measured.length - 1);
  const replicatesError = (byReplicates.upper - byReplicates.mean) / t;
  const examplesError = byExamples.standardError;
  const { lower, upper } = welchInterval(
    byReplicates.mean,
    [
      { variance: replicatesError ** 2, freedom: measured.length - 1 },
      { variance: examplesError ** 2, freedom: Math.max(1, examples - 1) },
    ],
    level,
  );
  return {
    ...byReplicates,
    lower,
    upper,
    replicatesError,
    examplesError,
    examples,
    baseline: pairs(replicates.flatMap(({ baseline }) => baseline)),
    group: pairs(replicates.flatMap(({ group }) => group)),
  };
}

/**
 * Mean robustness over repetitions by all models' shifted accuracies, in the order of repetitions, baselines first. A line's prediction is a
 * weighted sum of the baselines' probits, and so is that of a line through the nearest ones, so that a resample costs no fit.
 */
function meanRobustness(
  replicates: readonly Replicate[],
  isLine: boolean,
  clipped: (accuracy: number) => number,
): (shifted: Float64Array) => number {
  const weights = replicates.map((replicate) =>
    isLine ? lineWeights(replicate) : nearestWeights(replicate),
  );
  return (shifted) => {
    let at = 0;
    let sum = 0;
    for (const rows of weights) {
      const n = rows[0].length;
      const y = Float64Array.from({ length: n }, (_, i) =>
        probit(clipped(shifted[at + i])),
      );
      const gains = rows.map((row, k) => {
        const expected = row.reduce((total, w, i) => total + w * y[i], 0);
        return clipped(shifted[at + n + k]) - inverseProbit(expected);
      });
      sum += mean(gains);
      at += n + rows.length;
    }
    return sum / weights.length;
  };
}

/** Of each model of the group: what each baseline's probit counts in the line's prediction. */
function lineWeights({ baseline, group }: Replicate): Float64Array[] {
  const x = Float64Array.from(baseline.reference, probit);
  const centre = mean(x);
  const spread = x.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  return Array.from(group.reference, (reference) => {
    const away = probit(reference) - centre;
    return x.map((each) => 1 / x.length + (away * (each - centre)) / spread);
  });
}

/** The same where a line through the nearest baselines says what is expected. */
function nearestWeights({ baseline, group }: Replicate): Float64Array[] {
  return matchedDifference(baseline, group).map(({ neighbours, weights }) => {
    const row = new Float64Array(baseline.reference.length);
    neighbours.forEach((i, n) => (row[i] = weights[n]));
    return row;
  });
}
