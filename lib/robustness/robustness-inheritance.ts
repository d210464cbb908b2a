import { requireList, requireNumber } from "../files/arguments";
import { mean } from "../numerics";

/** What {@link robustnessInheritance} finds, in fractions. */
export interface RobustnessInheritance {
  /** RI_i for each set i that the model was adapted to: the mean change of accuracy on all other sets. */
  bySet: number[];
  /** mRI, their mean. */
  mean: number;
  /** Change of accuracy on set j after adapting to set i. */
  changes: number[][];
}

/**
 * Robustness inheritance of a model and a method: `RI_i = mean over j ≠ i of (accuracy on j after adapting to i − accuracy on j before)`, and its mean over i. How
 * well it does on the set that it was adapted to does not count.
 *
 * @param before accuracy on each of n ≥ 2 sets, in [0, 1].
 * @param after n rows of n: accuracy on set j after adapting to set i.
 * @throws RangeError where there are fewer than two sets, a row is missing or of another length, or an accuracy is no number in [0, 1].
 * @see J. Hwang et al., ImageNet-RIB Benchmark, arXiv:2410.21582.
 * @example robustnessInheritance([0.5, 0.6], [[0.9, 0.5], [0.4, 0.9]]) // bySet: [-0.1, -0.1], mean: -0.1
 */
export function robustnessInheritance(
  before: ArrayLike<number>,
  after: ArrayLike<ArrayLike<number>>,
): RobustnessInheritance {
  requireList("Accuracies before", before);
  requireList("Accuracies after", after, "rows");
  const sets = before.length;
  if (sets < 2)
    throw new RangeError(
      `Robustness inheritance needs at least 2 sets, one to adapt to and one to test on, got ${sets}.`,
    );
  if (after.length !== sets)
    throw new RangeError(
      `Robustness inheritance: ${after.length} rows of accuracies after for ${sets} sets; adapt to each of them once.`,
    );
  requireAccuracies(before, "Before: set");
  const changes = Array.from(after, (row, i) => {
    if (row.length !== sets)
      throw new RangeError(
        `Robustness inheritance: after adapting to set ${i} there are ${row.length} accuracies for ${sets} sets.`,
      );
    requireAccuracies(row, `After adapting to set ${i}: set`);
    return Array.from(row, (accuracy, j) => accuracy - before[j]);
  });
  const bySet = changes.map((row, i) => mean(row.filter((_, j) => j !== i)));
  return { bySet, mean: mean(bySet), changes };
}

function requireAccuracies(values: ArrayLike<number>, name: string): void {
  for (let j = 0; j < values.length; j++)
    requireNumber(
      `${name} ${j}`,
      values[j],
      (value) => value >= 0 && value <= 1,
      "an accuracy in [0, 1]",
    );
}
