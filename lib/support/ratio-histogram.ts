import { requireList, requireNumber } from "../files/arguments";
import { optionChecker } from "../files";
import { finite } from "../files/option-kinds";
/** Examples whose ratios are of like size. */
export interface RatioBin {
  /** Ends as powers of ten: from ≤ log10(ratio) < to. The first bin has all below, the last all above. */
  from: number;
  to: number;
  count: number;
  /** Of all examples. */
  share: number;
}

const checkOptions = optionChecker<{
  from?: number;
  to?: number;
  step?: number;
}>("ratioHistogram", {
  from: finite({ from: -300, to: 300 }),
  to: finite({ from: -300, to: 300 }),
  step: finite({ from: 0.01, to: 600 }),
});

/**
 * Histogram of density ratios on a logarithmic scale.
 *
 * @param ratios ≥ 0; 0 and Infinity fall into the outer bins.
 * @param options.from first and last power of ten. Default −4 to 4.
 * @param options.step width of a bin in powers of ten. Default 1.
 * @throws RangeError where there are no ratios, one is negative or NaN, or the bins make no sense.
 */
export function ratioHistogram(
  ratios: ArrayLike<number>,
  options: { from?: number; to?: number; step?: number } = {},
): RatioBin[] {
  checkOptions(options);
  requireList("ratioHistogram: ratios", ratios);
  const { from = -4, to = 4, step = 1 } = options;
  const bins = Math.round((to - from) / step);
  if (ratios.length === 0 || !(bins >= 1 && step > 0)) {
    throw new RangeError(
      `A histogram needs ratios and bins, got ${ratios.length} ratios and bins from ${from} to ${to} in steps of ${step}.`,
    );
  }
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < ratios.length; i++) {
    if (!(typeof ratios[i] === "number" && ratios[i] >= 0))
      requireNumber(`Ratio ${i}`, ratios[i], () => false, "a number ≥ 0");
    const bin = Math.floor((Math.log10(ratios[i]) - from) / step);
    counts[Math.min(bins - 1, Math.max(0, bin))] += 1;
  }
  return counts.map((count, bin) => ({
    from: from + bin * step,
    to: from + (bin + 1) * step,
    count,
    share: count / ratios.length,
  }));
}
