import { support } from "../../experiments/lazy-libraries";
import { proportionInterval, type Interval } from "../../robustness";
import type { Calibration } from "../../support";
import { mean } from "../../numerics";
import { metImages } from "./met-images";
import type { ClassifierMethod } from "./plan";
import type { ScoredDomain } from "./results";

/** How well one way to split finds what is new, over all mixtures of one kind. */
export interface MixtureScore {
  /** What is new, and its share of the mixture. */
  fresh: string;
  share: number;
  method: ClassifierMethod;
  calibration: Calibration;
  epsilon: number;
  /** Mixtures counted together. */
  mixtures: number;
  /** Of "new", over the images of all mixtures, with 95 % intervals (Clopper and Pearson); precision is undefined where nothing was put out of support. */
  precision?: Interval;
  recall: Interval;
  /** Where the true ratio is finite: mean of ln(estimate / truth), and of its absolute value. */
  logBias: number;
  logError: number;
}

/** Options of {@link scoreMixtures}. */
export interface MixtureOptions {
  /** Default 0.1 alone. */
  epsilons?: readonly number[];
  /** Default the paper's one scalar alone. */
  calibrations?: readonly Calibration[];
}

/**
 * Scores the split of each mixture against its known answer.
 *
 * @returns in the order of new parts, shares, methods, calibrations and ε.
 * @throws RangeError as `scoreSplit`.
 */
export function scoreMixtures(
  domains: readonly ScoredDomain[],
  { epsilons = [0.1], calibrations = ["scale"] }: MixtureOptions = {},
): MixtureScore[] {
  const mixtures = domains.filter(({ fresh }) => fresh !== undefined);
  const kinds = new Map<string, ScoredDomain[]>();
  for (const domain of mixtures) {
    const key = JSON.stringify([domain.fresh, domain.share, domain.method]);
    kinds.set(key, [...(kinds.get(key) ?? []), domain]);
  }
  return [...kinds.values()].flatMap((members) => {
    const truths = members.map(({ spec }) => metImages(spec).truth!);
    return calibrations.flatMap((calibration) => {
      const ratios = members.map(
        ({ scores, isShifted }) =>
          support().splitByScores(scores, isShifted, { calibration })
            .shiftedRatios,
      );
      return epsilons.map((epsilon) =>
        together(members, { calibration, epsilon }, ratios, truths),
      );
    });
  });
}

function together(
  members: readonly ScoredDomain[],
  { calibration, epsilon }: Pick<MixtureScore, "calibration" | "epsilon">,
  ratios: readonly number[][],
  truths: readonly Float64Array[],
): MixtureScore {
  const scores = ratios.map((each, i) =>
    support().scoreSplit(each, truths[i], { epsilon }),
  );
  const total = (count: (score: (typeof scores)[number]) => number) =>
    scores.reduce((sum, score) => sum + count(score), 0);
  const hits = total(({ recall, isNew }) => Math.round(recall.mean * isNew));
  const isOut = total((score) => score.isOut);
  const { fresh, share, method } = members[0];
  return {
    fresh: fresh!,
    share: share!,
    method,
    calibration,
    epsilon,
    mixtures: members.length,
    ...(isOut > 0 && { precision: shareOf(hits, isOut) }),
    recall: shareOf(
      hits,
      total(({ isNew }) => isNew),
    ),
    logBias: mean(scores.map(({ logBias }) => logBias)),
    logError: mean(scores.map(({ logError }) => logError)),
  };
}

function shareOf(count: number, total: number): Interval {
  const [lower, upper] = proportionInterval(count, total);
  return { mean: count / total, lower, upper };
}
