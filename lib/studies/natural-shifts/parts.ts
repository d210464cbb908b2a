import { support } from "../../experiments/lazy-libraries";
import { nearestName } from "../../files";
import { verdictOf, type Verdict } from "../../robustness";
import type { Calibration, ScoredSplit, SplitRobustness } from "../../support";
import { BASELINE } from "../synthetic-shifts/analyse";
import { metImages } from "./met-images";
import type { ClassifierMethod } from "./plan";
import type {
  AnsweringModel,
  NaturalShiftResults,
  ScoredDomain,
} from "./results";

/** Which domain classifier splits, and how. */
export interface SplitOptions {
  /** Default "linear". */
  method?: ClassifierMethod;
  /** Default 0.1. */
  epsilon?: number;
  /** Default "scale", the paper's. */
  calibration?: Calibration;
}

/** A domain's scores, and its shifted examples split by them. */
export interface SplitDomain extends ScoredDomain, ScoredSplit {}

/**
 * Splits the shifted examples of one shift.
 *
 * @throws Error where the results lack the shift or the method, naming the nearest; RangeError as `splitByScores`.
 */
export function splitShift(
  { domains }: Pick<NaturalShiftResults, "domains">,
  shift: string,
  { method = "linear", ...options }: SplitOptions = {},
): SplitDomain {
  const domain = domainFor(domains, shift, method);
  const { scores, isShifted } = domain;
  return { ...domain, ...support().splitByScores(scores, isShifted, options) };
}

function domainFor(
  domains: readonly ScoredDomain[],
  shift: string,
  method: ClassifierMethod,
): ScoredDomain {
  const found = domains.find(
    (each) => each.shift === shift && each.method === method,
  );
  if (found) return found;
  const ours = domains.filter((each) => each.method === method);
  throw new Error(
    `No domains are told apart for "${shift}" by "${method}". ${nearestName(
      shift,
      ours.map((each) => each.shift),
    )}`,
  );
}

/** Robustness of the pre-trained networks on a part of a shift. */
export interface PartRobustness {
  shift: string;
  /** By whom the part is made: a classifier, or the known answer. */
  by: ClassifierMethod | "known answer";
  part: "in support" | "out of support";
  /** Positions among the shifted images. */
  members: Int32Array;
  /** Undefined where the part has fewer than {@link LEAST} images, or networks of fewer than two seeds have answered. */
  robustness?: SplitRobustness;
  verdict?: Verdict;
}

/** Fewer examples tell nothing: an accuracy is then uncertain by more than 20 points. */
export const LEAST = 20;

/**
 * Robustness in and out of support (Cohen-Wang et al., Figure 5): of all pre-trained networks at the end of their adaptation, against those from scratch.
 * Accuracy is over images, as a part may lack a class.
 *
 * @param shift a natural shift or a mixture that networks have answered on.
 * @throws Error as {@link splitShift}.
 */
export function partsOf(
  results: NaturalShiftResults,
  shift: string,
  options: SplitOptions & { resamples?: number } = {},
): PartRobustness[] {
  const { method = "linear" } = options;
  const { split } = splitShift(results, shift, options);
  const of = { shift, by: method };
  return [
    measured(results, { ...of, part: "in support" }, split.inSupport, options),
    measured(
      results,
      { ...of, part: "out of support" },
      split.outOfSupport,
      options,
    ),
  ];
}

/**
 * The same for a mixture's old and new images as they are known to be.
 *
 * @throws Error for a shift that is no mixture.
 */
export function knownParts(
  results: NaturalShiftResults,
  shift: string,
  options: { resamples?: number } = {},
): PartRobustness[] {
  const { spec } = domainFor(results.domains, shift, "linear");
  const { truth } = metImages(spec);
  if (!truth) throw new Error(`"${shift}" has no known answer.`);
  const all = Int32Array.from(truth.keys());
  const of = { shift, by: "known answer" as const };
  return [
    measured(
      results,
      { ...of, part: "in support" },
      all.filter((i) => truth[i] < Infinity),
      options,
    ),
    measured(
      results,
      { ...of, part: "out of support" },
      all.filter((i) => truth[i] === Infinity),
      options,
    ),
  ];
}

function measured(
  { domains, models }: NaturalShiftResults,
  of: Pick<PartRobustness, "shift" | "by" | "part">,
  members: Int32Array,
  { resamples = 500 }: { resamples?: number },
): PartRobustness {
  if (members.length < LEAST) return { ...of, members };
  const { spec } = domainFor(domains, of.shift, "linear");
  const { labels } = metImages(spec);
  const robustness = robustnessOn(models, of.shift, {
    labels,
    members,
    resamples,
  });
  if (!robustness) return { ...of, members };
  return { ...of, members, robustness, verdict: verdictOf(robustness) };
}

/** Robustness on some images of a shift; undefined where networks of fewer than two seeds have answered. */
export function robustnessOn(
  models: readonly AnsweringModel[],
  shift: string,
  {
    labels,
    members,
    resamples,
  }: { labels: ArrayLike<number>; members: Int32Array; resamples: number },
): SplitRobustness | undefined {
  const answering = models.filter(({ predictions }) => predictions[shift]);
  const answers = (of: AnsweringModel[]) =>
    of.map(({ name, reference, predictions }) => ({
      name,
      reference,
      correct: Array.from(members, (at) =>
        predictions[shift][at] === labels[at] ? 1 : 0,
      ),
    }));
  const seeds = [...new Set(answering.map(({ seed }) => seed))].sort();
  const replicates = seeds
    .map((seed) => {
      const ours = answering.filter((each) => each.seed === seed);
      return {
        baseline: answers(
          ours.filter((m) => m.source === "none" && m.model === BASELINE),
        ),
        group: answers(ours.filter((m) => m.source !== "none" && m.last)),
      };
    })
    .filter(({ baseline, group }) => baseline.length > 2 && group.length > 0);
  if (replicates.length < 2) return undefined;
  return support().splitRobustness(replicates, { resamples });
}
