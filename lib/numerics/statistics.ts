import {
  representable,
  requireList,
  requireNumber,
  requireNumbers,
} from "../files/arguments";
import * as simple from "simple-statistics";

/** The numbers as a plain array; refused when there are fewer than `least`. */
function sample(
  values: ArrayLike<number>,
  least: number,
  what: string,
  mayBeInfinite = false,
): number[] {
  requireList(`${what}: values`, values);
  if (values.length < least)
    throw new RangeError(
      `${what} needs at least ${least} value${least === 1 ? "" : "s"}, got ${values.length}.`,
    );
  if (!mayBeInfinite) requireNumbers(`${what}: values`, values);
  for (let i = 0; i < values.length; i++)
    if (typeof values[i] !== "number" || Number.isNaN(values[i]))
      requireNumber(
        `${what}: value ${i}`,
        values[i],
        () => false,
        "a number; drop it or find out where it comes from",
      );
  return Array.from(values);
}

/**
 * Arithmetic mean, summed with compensation (Kahan–Babuška).
 *
 * @param values at least one number.
 * @throws RangeError when there are no values, one is not finite, or their sum is not.
 */
export function mean(values: ArrayLike<number>): number {
  return representable("A mean", simple.mean(sample(values, 1, "A mean")));
}

/**
 * Smallest and largest of the values, however many there are (`Math.max(...values)` overflows the stack at some 120,000).
 *
 * @returns `[Infinity, −Infinity]` where there are none; NaN where one is.
 * @example extent([3, 1, 2]) // [1, 3]
 */
export function extent(values: ArrayLike<number>): [number, number] {
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    smallest = Math.min(smallest, values[i]);
    largest = Math.max(largest, values[i]);
  }
  return [smallest, largest];
}

/** Values beyond this have squares that sum to infinity. */
const LARGE = 1e150;

/** The values as they are, or divided by a power of two where their squares would be infinite; that power. */
function squarable(values: number[]): { scaled: number[]; unit: number } {
  const [least, most] = extent(values);
  const size = Math.max(-least, most);
  if (size <= LARGE) return { scaled: values, unit: 1 };
  const unit = 2 ** Math.floor(Math.log2(size));
  return { scaled: values.map((value) => value / unit), unit };
}

/**
 * Sample variance, with n − 1 in the denominator.
 *
 * @param values at least two numbers.
 * @throws RangeError when there are fewer than two, one is not finite, or the variance exceeds the largest number there is.
 */
export function variance(values: ArrayLike<number>): number {
  const { scaled, unit } = squarable(sample(values, 2, "A sample variance"));
  return representable(
    "A sample variance",
    simple.sampleVariance(scaled) * unit * unit,
  );
}

/**
 * Sample standard deviation, with n − 1 in the denominator.
 *
 * @param values at least two numbers.
 * @throws RangeError when there are fewer than two.
 */
export function standardDeviation(values: ArrayLike<number>): number {
  const { scaled, unit } = squarable(sample(values, 2, "A standard deviation"));
  return Math.sqrt(simple.sampleVariance(scaled)) * unit;
}

/**
 * Quantile of a sample by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), the default
 * of NumPy and R.
 *
 * @param values at least one number, in any order; infinite ones may be among them, NaN may not.
 * @param p in [0, 1].
 * @throws RangeError when there are no values, when one is NaN, when p is outside [0, 1], or where the quantile falls between −Infinity and Infinity.
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0];
}

/**
 * Several quantiles of one sample, sorted once. See {@link quantile}.
 *
 * @param values at least one number, in any order; infinite ones may be among them, NaN may not.
 * @param ps probabilities in [0, 1].
 * @returns one quantile per probability.
 */
export function quantiles(
  values: ArrayLike<number>,
  ps: ArrayLike<number>,
): number[] {
  const sorted = Float64Array.from(
    sample(values, 1, "A quantile", true),
  ).sort();
  const last = sorted.length - 1;
  requireList("quantiles: probabilities", ps);
  return Array.from(ps, (p) => {
    requireNumber(
      "A quantile's probability",
      p,
      (each) => each >= 0 && each <= 1,
      "a number in [0, 1]",
    );
    const position = p * last;
    const below = Math.floor(position);
    return between(
      sorted[below],
      sorted[Math.min(below + 1, last)],
      position - below,
    );
  });
}

/** The number at a share of the way between two, either of which may be infinite. */
function between(low: number, high: number, share: number): number {
  if (share === 0 || low === high) return low;
  if (low === -Infinity && high === Infinity)
    throw new RangeError(
      "A quantile falls between −Infinity and Infinity, where there is no number: leave these values out.",
    );
  return low + share * (high - low);
}

/**
 * Pearson's correlation of two samples.
 *
 * @param x at least two numbers.
 * @param y as many numbers.
 * @returns a number in [−1, 1]; NaN when either sample is constant.
 * @throws RangeError when the lengths differ or there are fewer than two values.
 */
export function correlation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): number {
  assertPaired(x, y);
  return simple.sampleCorrelation(
    squarable(Array.from(x)).scaled,
    squarable(Array.from(y)).scaled,
  );
}

/**
 * Spearman's rank correlation of two samples. Ties take their mean rank.
 *
 * @param x at least two numbers, which may be infinite: order alone counts.
 * @param y as many numbers.
 * @returns a number in [−1, 1]; NaN when either sample is constant.
 * @throws RangeError when the lengths differ or there are fewer than two values.
 */
export function rankCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): number {
  assertPaired(x, y, true);
  return simple.sampleCorrelation(ranks(x), ranks(y));
}

/**
 * Ranks 1 … n of the values, ties sharing their mean rank.
 *
 * @param values numbers without NaN.
 */
export function ranks(values: ArrayLike<number>): number[] {
  const order = Array.from(values, (_, index) => index).sort(
    (a, b) => values[a] - values[b],
  );
  const result = new Array<number>(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]])
      end++;
    for (let k = start; k < end; k++) result[order[k]] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

function assertPaired(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  mayBeInfinite = false,
): void {
  requireList("A correlation: x", x);
  requireList("A correlation: y", y);
  if (x.length !== y.length)
    throw new RangeError(
      `A correlation needs pairs, got ${x.length} and ${y.length} values.`,
    );
  sample(x, 2, "A correlation", mayBeInfinite);
  sample(y, 2, "A correlation", mayBeInfinite);
}
