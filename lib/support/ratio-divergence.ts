import { requireList, requireNumber } from "../files/arguments";
import { domainFlags } from "./domain-scores";

/**
 * Jensen–Shannon divergence of the shifted and the reference distribution in bits, from density ratios r = p_shift / p_ref at examples of both:
 * `½ · E_ref[log2(2 / (1 + r))] + ½ · E_shift[log2(2r / (1 + r))]`. 0: nothing tells them apart; 1: everything does. Unlike the Kullback–Leibler
 * divergence it stays finite where something is new. Of cross-fitted ratios it is a lower bound, on average, and may fall a little below 0.
 *
 * @param ratios at each example, ≥ 0; Infinity allowed.
 * @param isShifted 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @throws RangeError when lengths differ, a ratio is negative or NaN, or a domain has no example.
 */
export function jensenShannon(
  ratios: ArrayLike<number>,
  isShifted: ArrayLike<number | boolean>,
): number {
  const flags = domainFlags(isShifted);
  requireList("The ratios", ratios);
  if (ratios.length !== flags.length)
    throw new RangeError(
      `There are ${ratios.length} ratios for ${flags.length} examples; give one an example.`,
    );
  const sums = [0, 0];
  const counts = [0, 0];
  flags.forEach((flag, i) => {
    const ratio = ratios[i];
    requireNumber(`Ratio ${i}`, ratio, isRatio, "a number ≥ 0");
    // A ratio of 0 at a shifted example, or of Infinity at a reference one, would be infinitely wrong: no estimate is that sure.
    const sure = Math.min(1e12, Math.max(1e-12, ratio));
    sums[Number(flag)] += flag
      ? Math.log2(2 / (1 + 1 / sure))
      : Math.log2(2 / (1 + sure));
    counts[Number(flag)] += 1;
  });
  return sums[0] / counts[0] / 2 + sums[1] / counts[1] / 2;
}

const isRatio = (value: number) => value >= 0;
