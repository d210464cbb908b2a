import { support } from "../../experiments/lazy-libraries";
import { proportionInterval, type Interval } from "../../robustness";
import { ALL, type StudiedRobustness } from "../synthetic-shifts/analyse";
import { metImages } from "./met-images";
import { robustnessOn } from "./parts";
import type { NaturalShiftResults, ScoredDomain } from "./results";
import type { ScoredSplit } from "../../support";

/** How much of a shift is new. */
export interface SplitShare {
  /** Share of the shifted images out of support, with its 95 % interval (Clopper and Pearson). */
  share: Interval;
  /** Jensen–Shannon divergence of the density ratio, in bits: 0 to 1. */
  divergence: number;
}

/** One shift of the laboratory: how much of it is new, and what pre-training brings. */
export interface ShiftShare extends SplitShare {
  shift: string;
  kind: "in support" | "out of support" | "natural" | "mixture";
  /** Robustness of all pre-trained networks, in fractions. */
  robustness: Interval;
  isLine: boolean;
}

/**
 * Share out of support and divergence of one shift, as logistic regression on ImageNet features measures it.
 *
 * @param options.epsilon in (0, 1). Default 0.1.
 */
export function shareOf(
  { scores, isShifted }: Pick<ScoredDomain, "scores" | "isShifted">,
  { epsilon = 0.1 } = {},
): SplitShare {
  const scored = support().splitByScores(scores, isShifted, { epsilon });
  return shareOfSplit(scored, isShifted);
}

/** The same of scores that have been split already. */
export function shareOfSplit(
  { ratios, split }: Pick<ScoredSplit, "ratios" | "split">,
  isShifted: Uint8Array,
): SplitShare {
  const count = split.outOfSupport.length;
  const total = count + split.inSupport.length;
  const [lower, upper] = proportionInterval(count, total);
  return {
    share: { mean: count / total, lower, upper },
    divergence: support().jensenShannon(ratios, isShifted),
  };
}

/**
 * All shifts of the laboratory whose share is measured and whose robustness is known: made and natural ones by the study of synthetic shifts, mixtures by
 * the networks' answers on them.
 *
 * @param table of `shiftRobustness`.
 */
export function shiftShares(
  { domains, models }: NaturalShiftResults,
  table: readonly StudiedRobustness[],
  options: { epsilon?: number } = {},
): ShiftShare[] {
  return domains
    .filter(({ method }) => method === "linear")
    .flatMap((domain): ShiftShare[] => {
      const { shift, fresh, spec } = domain;
      if (fresh === undefined) {
        const row = table.find(
          (each) => each.shift === shift && each.group === ALL,
        );
        if (!row) return [];
        const { kind, robustness } = row;
        const { isLine } = robustness;
        return [
          { shift, kind, ...shareOf(domain, options), robustness, isLine },
        ];
      }
      if (!models.some(({ predictions }) => predictions[shift])) return [];
      const { labels } = metImages(spec);
      const members = Int32Array.from(labels.keys());
      const robustness = robustnessOn(models, shift, {
        labels,
        members,
        resamples: 200,
      });
      if (!robustness) return [];
      const { isLine } = robustness;
      const measured = shareOf(domain, options);
      return [{ shift, kind: "mixture", ...measured, robustness, isLine }];
    });
}
