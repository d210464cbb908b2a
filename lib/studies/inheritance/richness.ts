import { mean } from "../../numerics";
import {
  meanInterval,
  verdictOf,
  type Interval,
  type Verdict,
} from "../../robustness";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import { byRichness, type Inherited } from "./analyse";

/** What richer pre-training changes: mRI of the networks of one richness, their mean, minus that of the poorest. */
export interface RicherPretraining {
  bases: string[];
  /** The poorest. */
  against: string;
  /** Over the poorest's repetitions; a fraction. */
  difference: Interval;
  /** Of the difference: "below zero" where richer pre-training loses more. */
  verdict: Verdict;
}

/**
 * Networks of each richness against the poorest, repetition by repetition, in the order of richness. Left out are networks that lack one of its repetitions.
 *
 * @param table of `inherited`.
 * @returns none where the poorest has fewer than two repetitions.
 */
export function richerPretraining(
  table: readonly Inherited[],
  method = "full",
): RicherPretraining[] {
  const [poorest, ...others] = byRichness(table, method);
  if (!poorest || poorest.once.length < 2) return [];
  const mriOf = ({ once }: Inherited, seed: number) =>
    once.find((each) => each.seed === seed)?.mean;
  const whole = others.filter((row) =>
    poorest.once.every(({ seed }) => mriOf(row, seed) !== undefined),
  );
  const levels = distinct(whole.map(({ richness }) => richness));
  return levels
    .filter((level) => level > poorest.richness)
    .map((level) => {
      const rows = whole.filter(({ richness }) => richness === level);
      const difference = meanInterval(
        poorest.once.map(
          (own) => mean(rows.map((row) => mriOf(row, own.seed)!)) - own.mean,
        ),
      );
      return {
        bases: rows.map(({ base }) => base),
        against: poorest.base,
        difference,
        verdict: verdictOf(difference),
      };
    });
}

/** What is compared with the poorest: a network, or the mean of several. */
export const meanOf = ({ bases }: RicherPretraining): string =>
  `${bases.length > 1 ? "mean of " : ""}${listed(bases.map((base) => `*${base}*`))}`;
