import { probit } from "../../numerics";
import type { Interval } from "../../robustness";
import type {
  RatioEstimate,
  SupportSplit,
  SplitRobustness,
} from "../../support";
import { support } from "../../experiments/lazy-libraries";
import { naturalShift, type NaturalShift } from "../../experiments/digit-sets";
import { answersOn, type DigitModel, type DomainScores } from "./results";

/** Scores of a shift's examples turned into density ratios, and its shifted examples split by them. */
export interface SplitDomain extends DomainScores, RatioEstimate {
  /** Ratio and class of each shifted example; `split` counts in these. */
  shiftedRatios: number[];
  shiftedLabels: Uint8Array;
  split: SupportSplit;
}

/**
 * Splits the shifted examples of a domain by their calibrated scores.
 *
 * @param options.epsilon in (0, 1). Default 0.1.
 * @throws RangeError as `estimateRatios` and `splitBySupport`.
 */
export function splitDomain(
  domain: DomainScores,
  { epsilon = 0.1 }: { epsilon?: number } = {},
): SplitDomain {
  const { estimateRatios, splitBySupport } = support();
  const { isShifted, labels: classes } = domain.examples;
  const estimate = estimateRatios(domain.scores, isShifted);
  const ofShifted = (_: number, i: number) => isShifted[i] === 1;
  const shiftedRatios = estimate.ratios.filter(ofShifted);
  const shiftedLabels = classes.filter(ofShifted);
  const split = splitBySupport(shiftedRatios, {
    epsilon,
    labels: shiftedLabels,
  });
  return { ...domain, ...estimate, shiftedRatios, shiftedLabels, split };
}

/** Options of {@link robustnessOn} and {@link robustnessByPart}. */
export interface PartOptions {
  /** Whose effective robustness. Default: all sources but "scratch". */
  sources?: string[];
  /** Of the part's images, for the interval. Default 500. */
  resamples?: number;
  /** Default 1. */
  seed?: number;
}

/**
 * Effective robustness of each source's models on some examples of a shift, against a line of the models from scratch on the same examples.
 *
 * @param shift one of {@link naturalShifts} by name, or any of the sets that models are tested on, with others as its reference.
 * @param members positions in the shifted set.
 * @throws Error for an unknown shift, with the nearest known one. @throws RangeError as `splitRobustness`.
 */
export function robustnessOn(
  models: readonly DigitModel[],
  shift: string | NaturalShift,
  members: ArrayLike<number>,
  { sources = pretrainedSources(models), resamples, seed }: PartOptions = {},
): { [source: string]: SplitRobustness } {
  const { splitRobustness } = support();
  const natural = typeof shift === "string" ? naturalShift(shift) : shift;
  const answers = (source: string) =>
    answersOn(
      models.filter((each) => each.source === source),
      natural,
      members,
    );
  const baselines = answers("scratch");
  return Object.fromEntries(
    sources.map((source) => [
      source,
      splitRobustness(baselines, answers(source), { resamples, seed }),
    ]),
  );
}

/** What the models of a study were pre-trained on, in the order they come. */
export const pretrainedSources = (models: readonly DigitModel[]): string[] =>
  [...new Set(models.map(({ source }) => source))].filter(
    (source) => source !== "scratch",
  );

/** Effective robustness on one part of a split shift. */
export interface PartRobustness {
  shift: string;
  /** Of the classifier that split it. */
  method: string;
  part: "in support" | "out of support";
  /** Positions in the shifted set. */
  members: Int32Array;
  /** By source. */
  robustness: { [source: string]: SplitRobustness };
}

/** Fewer examples tell nothing: an accuracy is then uncertain by more than 20 points. */
const LEAST = 20;

/**
 * Effective robustness in and out of support (Cohen-Wang et al., Figure 5): one entry a part that has 20 examples or more.
 *
 * @throws RangeError as {@link robustnessOn}.
 */
export function robustnessByPart(
  models: readonly DigitModel[],
  { shift, method, split }: SplitDomain,
  options: PartOptions = {},
): PartRobustness[] {
  return (
    [
      ["in support", split.inSupport],
      ["out of support", split.outOfSupport],
    ] as const
  )
    .filter(([, members]) => members.length >= LEAST)
    .map(([part, members]) => {
      const robustness = robustnessOn(models, shift, members, options);
      return { shift, method, part, members, robustness };
    });
}

/** How much more effective robustness there is out of support than in support, in fractions. */
export interface PartDifference extends Interval {
  shift: string;
  method: string;
  source: string;
  inside: number;
  outside: number;
}

/**
 * Effective robustness out of support minus that in support, for each shift and classifier of which both parts are there. The errors of the parts
 * are taken as independent, which is cautious: the models are the same, and err alike.
 *
 * @param options.level default 0.95.
 */
export function partDifferences(
  parts: readonly PartRobustness[],
  { level = 0.95 }: { level?: number } = {},
): PartDifference[] {
  return parts
    .filter(({ part }) => part === "out of support")
    .flatMap(({ shift, method, robustness: outside }) => {
      const inside = parts.find(
        (each) =>
          each.shift === shift &&
          each.method === method &&
          each.part === "in support",
      )?.robustness;
      if (!inside) return [];
      return Object.keys(outside).map((source) => {
        const [a, b] = [inside[source], outside[source]];
        const error = Math.hypot(
          a.modelsError,
          a.examplesError,
          b.modelsError,
          b.examplesError,
        );
        const half = probit(0.5 + level / 2) * error;
        const mean = b.mean - a.mean;
        return {
          shift,
          method,
          source,
          inside: a.mean,
          outside: b.mean,
          mean,
          lower: mean - half,
          upper: mean + half,
        };
      });
    });
}
