import { optionChecker } from "../files";
import { level } from "../files/option-kinds";
import { hypergeometricQuantile } from "../numerics";

/** How many examples two sets share, beside what chance gives. */
export interface ChanceOverlap {
  /** Examples in both. */
  shared: number;
  /** Examples that sets of these sizes share on average, if drawn independently. */
  expected: number;
  /** Numbers between which chance alone keeps with the probability asked for. */
  lower: number;
  upper: number;
  /** Where `shared` lies: "less" or "more" than chance keeps to, else "as chance". */
  verdict: "less" | "as chance" | "more";
}

const checkOptions = optionChecker<{ level?: number }>("chanceOverlap", {
  level,
});

/**
 * Sets the number of examples that two sets share beside its hypergeometric distribution: that of two sets of these sizes, drawn
 * independently from `total` examples.
 *
 * @param shared of the two sets, whole.
 * @param sizes of the two sets.
 * @param options `level`: probability of the interval, in (0, 1). Default 0.95.
 * @throws RangeError when a size is not in [0, total], or the level not in (0, 1).
 * @example chanceOverlap(2, [10, 20], 100) // expected 2
 */
export function chanceOverlap(
  shared: number,
  [first, second]: readonly [number, number],
  total: number,
  options: { level?: number } = {},
): ChanceOverlap {
  checkOptions(options);
  const { level = 0.95 } = options;
  const end = (p: number) => hypergeometricQuantile(p, total, first, second);
  const lower = end((1 - level) / 2);
  const upper = end((1 + level) / 2);
  return {
    shared,
    expected: total > 0 ? (first * second) / total : 0,
    lower,
    upper,
    verdict: shared < lower ? "less" : shared > upper ? "more" : "as chance",
  };
}
