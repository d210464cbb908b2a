import { optionChecker } from "../files";
import { level, seed, whole } from "../files/option-kinds";
import { inverseProbit, probit, mean } from "../numerics";
import {
  bootstrapExamples,
  groupRobustness,
  type AccuracyLine,
  type AccuracyPairs,
  type Interval,
} from "../robustness";

/** A model by what it gets right. */
export interface ModelAnswers {
  name: string;
  /** Accuracy on the reference distribution, a fraction strictly between 0 and 1. */
  reference: number;
  /** 1 (or true) for each shifted example of the split that it classifies correctly. */
  correct: ArrayLike<number | boolean>;
}

/** Mean effective robustness of models on a split, in fractions. */
export interface SplitRobustness extends Interval {
  /** Standard error by the choice of models: seeds, and how well the line is known. */
  modelsError: number;
  /** Standard error by the choice of the split's examples: what makes small splits uncertain. */
  examplesError: number;
  line: AccuracyLine;
  /** Accuracies on the split of baselines and group. */
  baseline: AccuracyPairs;
  group: AccuracyPairs;
}

const checkOptions = optionChecker<{
  resamples?: number;
  level?: number;
  seed?: number;
}>("splitRobustness", { resamples: whole(2), level, seed });

/**
 * Effective robustness on one split of a shift, against a line fitted on that split (Cohen-Wang et al., Figure 5), with an interval
 * that carries both the scatter of models (as `groupRobustness`) and that of the split's examples, which all models share: these are
 * resampled for all models at once, and the line is fitted anew. The two variances add up; the interval is normal.
 *
 * Accuracies of exactly 0 or 1, which have no probit, count as half an example away from it.
 *
 * @param baselines models trained from scratch, at least three.
 * @param group pre-trained models, at least two.
 * @param options.resamples default 500. @param options.level default 0.95. @param options.seed default 1.
 * @throws RangeError where there are too few models, the split has no examples, or the lists of answers differ in length.
 */
export function splitRobustness(
  baselines: readonly ModelAnswers[],
  group: readonly ModelAnswers[],
  options: { resamples?: number; level?: number; seed?: number } = {},
): SplitRobustness {
  checkOptions(options);
  const { resamples = 500, level = 0.95, seed = 1 } = options;
  const all = [...baselines, ...group];
  const examples = all[0]?.correct.length ?? 0;
  if (examples === 0) {
    throw new RangeError(
      "Effective robustness on a split needs models and examples; this split has none.",
    );
  }
  const clipped = (accuracy: number) =>
    Math.min(1 - 0.5 / examples, Math.max(0.5 / examples, accuracy));
  const pairs = (
    models: readonly ModelAnswers[],
    shifted: ArrayLike<number>,
  ): AccuracyPairs => ({
    models: models.map(({ name }) => name),
    reference: models.map(({ reference }) => reference),
    shifted: Array.from(shifted, clipped),
  });
  const accuracies = all.map(({ correct }) =>
    mean(Array.from(correct, Number)),
  );
  const baseline = pairs(baselines, accuracies.slice(0, baselines.length));
  const pretrained = pairs(group, accuracies.slice(baselines.length));
  const byModels = groupRobustness(baseline, pretrained, { level });
  const byExamples = bootstrapExamples(
    all.map(({ correct }) => correct),
    meanRobustness(baseline.reference, pretrained.reference, clipped),
    { resamples, level, seed },
  );
  const error = Math.hypot(byModels.standardError, byExamples.standardError);
  const half = probit(0.5 + level / 2) * error;
  return {
    mean: byModels.mean,
    lower: byModels.mean - half,
    upper: byModels.mean + half,
    modelsError: byModels.standardError,
    examplesError: byExamples.standardError,
    line: byModels.line,
    baseline,
    group: pretrained,
  };
}

/** Mean effective robustness of the group by all models' shifted accuracies, baselines first: what the line's own functions give, without intervals. */
function meanRobustness(
  baseline: ArrayLike<number>,
  group: ArrayLike<number>,
  clipped: (accuracy: number) => number,
): (shifted: Float64Array) => number {
  const x = Float64Array.from(baseline, probit);
  const centre = mean(x);
  const spread = x.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  const at = Float64Array.from(group, (p) => probit(p) - centre);
  return (shifted) => {
    let sum = 0;
    let product = 0;
    for (let i = 0; i < x.length; i++) {
      const y = probit(clipped(shifted[i]));
      sum += y;
      product += y * (x[i] - centre);
    }
    const [intercept, slope] = [sum / x.length, product / spread];
    let gain = 0;
    for (let k = 0; k < at.length; k++) {
      const expected = inverseProbit(intercept + slope * at[k]);
      gain += clipped(shifted[x.length + k]) - expected;
    }
    return gain / at.length;
  };
}
