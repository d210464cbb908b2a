import { optionChecker } from "../files";
import { level, seed, whole } from "../files/option-kinds";
import { quantiles, standardDeviation, randomStream } from "../numerics";

/** Options of every bootstrap. */
export interface BootstrapOptions {
  /** Number of resamples. Default 10,000. */
  resamples?: number;
  /** Coverage in (0, 1). Default 0.95. */
  level?: number;
  /** Seed of the draws. Default 1. */
  seed?: number;
}

/** An estimate with its bootstrap interval (percentile method). */
export interface BootstrapInterval {
  /** The statistic of the sample itself. */
  mean: number;
  lower: number;
  upper: number;
  /** Standard deviation of the replicates. */
  standardError: number;
  /** The statistic of every resample. */
  replicates: Float64Array;
}

/** The kinds of a bootstrap's options. */
export const bootstrapKinds = { resamples: whole(2, 1e8), level, seed };

const checkOptions = optionChecker<BootstrapOptions>(
  "bootstrap",
  bootstrapKinds,
);

/**
 * Percentile bootstrap of a statistic of independent groups, each resampled on its own, with replacement: for instance
 * baseline models and pre-trained models.
 *
 * @param counts number of members of each group, at least 1 each.
 * @param statistic takes, for each group, the indices drawn (the array is reused between calls; do not keep it)
 *   and returns a number. It is called once with every member once, for the estimate, then once per resample.
 * @returns estimate, interval, standard error and replicates. Replicates that are not finite (a statistic that a resample
 *   leaves undefined) are left out of the interval.
 * @throws RangeError when a group is empty, or fewer than two replicates are finite.
 * @example
 * const xs = [1, 4, 2, 8];
 * bootstrapGroups([xs.length], ([drawn]) => mean(Array.from(drawn, (i) => xs[i])), { seed: 1 });
 */
export function bootstrapGroups(
  counts: ArrayLike<number>,
  statistic: (drawn: Int32Array[]) => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  checkOptions(options);
  const { resamples = 10_000, level = 0.95, seed = 1 } = options;
  const groups = Array.from(counts, (count, group) => {
    if (!(Number.isInteger(count) && count >= 1))
      throw new RangeError(
        `A bootstrap cannot resample group ${group}, which has ${count} members.`,
      );
    return Int32Array.from({ length: count }, (_, index) => index);
  });
  const estimate = statistic(groups);
  const random = randomStream(seed, "bootstrap");
  const replicates = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    for (const drawn of groups) random.integers(drawn.length, drawn);
    replicates[b] = statistic(groups);
  }
  return summarize(estimate, replicates, level);
}

/**
 * Percentile bootstrap over models: {@link bootstrapGroups} with a single group.
 *
 * @param count number of models.
 * @param statistic of the indices drawn.
 */
export function bootstrapModels(
  count: number,
  statistic: (drawn: Int32Array) => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  return bootstrapGroups([count], ([drawn]) => statistic(drawn), options);
}

/**
 * Percentile bootstrap over examples. All models are evaluated on the same examples, so an example is drawn for all of
 * them at once, and the models' accuracies vary together as they would on a fresh test set.
 *
 * @param correct for each model, one flag per example: 1 (or true) where it is right. All of one length.
 * @param statistic takes each model's accuracy on the resampled examples (the array is reused; do not keep it).
 * @throws RangeError when there are no models or examples, or the lengths differ.
 * @example
 * bootstrapExamples([pretrained, scratch], ([a, b]) => a - b); // difference of accuracies on paired examples
 */
export function bootstrapExamples(
  correct: ArrayLike<ArrayLike<number | boolean>>,
  statistic: (accuracies: Float64Array) => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  const models = correct.length;
  const examples = models ? correct[0].length : 0;
  if (examples === 0)
    throw new RangeError(
      "A bootstrap over examples needs at least one model and one example.",
    );
  const { patternOf, wrong, starts } = errorPatterns(correct, examples);
  const counts = new Int32Array(starts.length - 1);
  const errors = new Int32Array(models);
  const accuracies = new Float64Array(models);
  return bootstrapModels(
    examples,
    (drawn) => {
      counts.fill(0);
      for (let k = 0; k < examples; k++) counts[patternOf[drawn[k]]]++;
      errors.fill(0);
      for (let p = 0; p < counts.length; p++) {
        if (counts[p] === 0) continue;
        for (let t = starts[p]; t < starts[p + 1]; t++)
          errors[wrong[t]] += counts[p];
      }
      for (let m = 0; m < models; m++)
        accuracies[m] = (examples - errors[m]) / examples;
      return statistic(accuracies);
    },
    options,
  );
}

/**
 * Which models are wrong on each example. Examples on which the same ones are wrong share a pattern; most are right on most.
 *
 * @returns the pattern of each example; pattern p's models are `wrong` from `starts[p]` to before `starts[p + 1]`.
 */
function errorPatterns(
  correct: ArrayLike<ArrayLike<number | boolean>>,
  examples: number,
) {
  const models = Array.from(correct, (flags, m) => {
    if (flags.length !== examples)
      throw new RangeError(
        `Model ${m} has ${flags.length} examples, model 0 has ${examples}; evaluate all on the same ones.`,
      );
    return m;
  });
  const known = new Map<string, number>();
  const wrong: number[] = [];
  const starts = [0];
  const patternOf = Int32Array.from({ length: examples }, (_, i) => {
    const who = models.filter((m) => !correct[m][i]);
    const key = who.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, known.size);
    for (const m of who) wrong.push(m);
    starts.push(wrong.length);
    return known.size - 1;
  });
  return {
    patternOf,
    wrong: Int32Array.from(wrong),
    starts: Int32Array.from(starts),
  };
}

function summarize(
  estimate: number,
  replicates: Float64Array,
  level: number,
): BootstrapInterval {
  const finite = replicates.filter(Number.isFinite);
  if (finite.length < 2)
    throw new RangeError(
      "The statistic is not finite on the resamples, so there is no interval.",
    );
  const [lower, upper] = quantiles(finite, [(1 - level) / 2, (1 + level) / 2]);
  return {
    mean: estimate,
    lower,
    upper,
    standardError: standardDeviation(finite),
    replicates,
  };
}
