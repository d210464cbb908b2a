import { domainFlags } from "./domain-scores";

/** What of a density ratio is label shift. */
export interface SeparatedLabelShift {
  /** Share of each class among reference and shifted examples. */
  reference: number[];
  shifted: number[];
  /** p_shift(y) / p_ref(y) of each class; Infinity for a class that the reference lacks, NaN for one that both lack. */
  labelRatios: number[];
  /** p_shift(x | y) / p_ref(x | y) at each example: the rest of its ratio. 1 where a domain lacks the class: then all is label shift. */
  withinClassRatios: number[];
  /** Total variation distance of the classes' shares, in [0, 1]: ½ Σ |p_shift(y) − p_ref(y)|. 0: no label shift. */
  distance: number;
}

/**
 * Takes a density ratio apart, where an image has one class: p_shift(x) / p_ref(x) = p_shift(y) / p_ref(y) · p_shift(x | y) / p_ref(x | y),
 * label shift times what differs within the class.
 *
 * @param ratios p_shift / p_ref at each example of both domains.
 * @param labels class of each example, from 0.
 * @param isShifted 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @throws RangeError when lengths differ, a label is no class number, a ratio is negative or NaN, or a domain has no example.
 */
export function separateLabelShift(
  ratios: ArrayLike<number>,
  labels: ArrayLike<number>,
  isShifted: ArrayLike<number | boolean>,
): SeparatedLabelShift {
  const flags = domainFlags(isShifted);
  if (ratios.length !== flags.length || labels.length !== flags.length) {
    throw new RangeError(
      `There are ${ratios.length} ratios and ${labels.length} labels for ${flags.length} examples; give one of each an example.`,
    );
  }
  const stray = Array.from(labels).findIndex(
    (label) => !(Number.isInteger(label) && label >= 0),
  );
  if (stray >= 0) {
    throw new RangeError(
      `Label ${stray} is ${labels[stray]}, expected a class number: whole, from 0.`,
    );
  }
  const bad = Array.from(ratios).findIndex((ratio) => !(ratio >= 0));
  if (bad >= 0) {
    throw new RangeError(
      `Ratio ${bad} is ${ratios[bad]}, expected a number ≥ 0.`,
    );
  }
  const classes = Array.from(labels).reduce((a, b) => Math.max(a, b), 0) + 1;
  const share = (domain: boolean) => {
    const counts = new Array<number>(classes).fill(0);
    let total = 0;
    flags.forEach((flag, i) => {
      if (flag !== domain) return;
      counts[labels[i]] += 1;
      total += 1;
    });
    return counts.map((count) => count / total);
  };
  const [reference, shifted] = [share(false), share(true)];
  const labelRatios = reference.map((p, c) => shifted[c] / p);
  return {
    reference,
    shifted,
    labelRatios,
    withinClassRatios: Array.from(ratios, (ratio, i) => {
      const ofClass = labelRatios[labels[i]];
      return ofClass > 0 && ofClass < Infinity ? ratio / ofClass : 1;
    }),
    distance:
      reference.reduce((sum, p, c) => sum + Math.abs(p - shifted[c]), 0) / 2,
  };
}
