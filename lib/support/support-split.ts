import { requireList, requireNumber } from "../files/arguments";
import { optionChecker } from "../files";
import { list, openShare } from "../files/option-kinds";
import { proportionInterval, type Interval } from "../robustness";
import { areaUnderRocInterval } from "./auc-interval";
import { calibrateScale } from "./calibrate-scale";
import { densityRatios, type Calibration } from "./density-ratios";

/** Density ratios of all examples, and what to know of them. */
export interface RatioEstimate {
  /** p_shift / p_ref at each example: ≥ 0, Infinity where the domains are perfectly separable. */
  ratios: number[];
  /** The scalar α that calibrates the scores. */
  scale: number;
  /** Area under the ROC curve, with 95 % interval. */
  auc: Interval;
  /** What a reader should know: domains that cannot be told apart, or always can. */
  notes: string[];
}

/**
 * From cross-fitted scores to density ratios: calibrated with one scalar, `prob / (1 − prob) · n_ref / n_shift`
 * (Cohen-Wang et al., Section 5.2).
 *
 * @param scores cross-fitted, one per example.
 * @param isShifted 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @param options.calibration as for `densityRatios`. Default "scale", the paper's.
 * @throws RangeError as `densityRatios` and `areaUnderRocInterval`.
 * @example
 * const { ratios, auc } = estimateRatios(await crossFit(folds, classifier), isShifted);
 */
export function estimateRatios(
  scores: ArrayLike<number>,
  isShifted: ArrayLike<number | boolean>,
  options: { calibration?: Calibration } = {},
): RatioEstimate {
  const scale = calibrateScale(scores, isShifted);
  const auc = areaUnderRocInterval(scores, isShifted);
  const notes: string[] = [];
  if (Math.abs(scale) === Infinity) {
    notes.push(
      "The domains are perfectly separable: ratios are 0 or infinite, and the split is the same for every ε.",
    );
  } else if (auc.lower <= 0.5) {
    notes.push(
      `The domains cannot be told apart (AUC ${auc.mean.toFixed(3)}): by this classifier everything is in support.`,
    );
  }
  return {
    ratios: densityRatios(scores, isShifted, options),
    scale,
    auc,
    notes,
  };
}

/** Shifted examples in and out of the reference distribution's support. */
export interface SupportSplit {
  epsilon: number;
  /** Positions in the list of ratios given. */
  inSupport: Int32Array;
  outOfSupport: Int32Array;
  /** Share of examples out of support, with its 95 % interval (Clopper and Pearson). */
  outShare: Interval;
  /** What a reader should know: an empty split, or one that lacks a class. */
  notes: string[];
}

/** The twelve values of ε that a split is tried with. */
export const defaultEpsilons: number[] = [
  1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
];

const checkOptions = optionChecker<{
  epsilon?: number;
  labels?: Uint8Array;
}>("splitBySupport", { epsilon: openShare, labels: list });

/**
 * Splits shifted examples: out of support where p_shift / p_ref ≥ 1/ε, in support otherwise
 * (Cohen-Wang et al., Section 5.2).
 *
 * @param ratios p_shift / p_ref at each shifted example, ≥ 0; Infinity allowed.
 * @param options.epsilon in (0, 1). Default 0.1.
 * @param options.labels class of each example; then the notes say which class a split lacks.
 * @throws RangeError where there are no examples, a ratio is negative or NaN, ε is out of range, or labels and ratios differ in number.
 * @example
 * const split = splitBySupport(ratios.filter((_, i) => isShifted[i]), { labels: shifted.labels });
 * takeExamples(shifted, split.outOfSupport);
 */
export function splitBySupport(
  ratios: ArrayLike<number>,
  options: { epsilon?: number; labels?: Uint8Array } = {},
): SupportSplit {
  checkOptions(options);
  const { epsilon = 0.1, labels } = options;
  requireList("The ratios", ratios);
  const total = ratios.length;
  if (total === 0) throw new RangeError("There are no ratios to split by.");
  if (labels && labels.length !== total) {
    throw new RangeError(
      `There are ${labels.length} labels for ${total} ratios; give one an example.`,
    );
  }
  Array.from(ratios).forEach((ratio, i) =>
    requireNumber(`Ratio ${i}`, ratio, isRatio, "a number ≥ 0"),
  );
  const all = Int32Array.from({ length: total }, (_, i) => i);
  const inSupport = all.filter((i) => ratios[i] < 1 / epsilon);
  const outOfSupport = all.filter((i) => ratios[i] >= 1 / epsilon);
  const [lower, upper] = proportionInterval(outOfSupport.length, total);
  return {
    epsilon,
    inSupport,
    outOfSupport,
    outShare: { mean: outOfSupport.length / total, lower, upper },
    notes: [
      ...describePart("in-support", inSupport, labels),
      ...describePart("out-of-support", outOfSupport, labels),
    ],
  };
}

function describePart(
  name: string,
  members: Int32Array,
  labels: Uint8Array | undefined,
): string[] {
  if (members.length === 0) {
    return [`The ${name} split is empty: nothing can be measured on it.`];
  }
  if (!labels) return [];
  const present = new Set(Array.from(members, (i) => labels[i]));
  const missing = [...new Set(labels)]
    .filter((label) => !present.has(label))
    .sort((a, b) => a - b);
  return missing.length === 0
    ? []
    : [
        `The ${name} split lacks class ${missing.join(", ")}: accuracy on it is over the other classes.`,
      ];
}

const isRatio = (value: number) => value >= 0;
