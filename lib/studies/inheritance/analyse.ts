import { BASE } from "../../experiments/related-sets";
import { mean } from "../../numerics";
import {
  meanInterval,
  robustnessInheritance,
  type Interval,
} from "../../robustness";
import { distinct } from "../shared/distinct";
import { testedSets, type InheritanceRows } from "./results";

/** What one method leaves of one network's robustness, in one repetition; fractions. */
export interface InheritedOnce {
  seed: number;
  /** RI of each set adapted to, and their mean. */
  bySet: number[];
  mean: number;
  /** Change of accuracy on set j after adapting to set i. */
  changes: number[][];
  /** Accuracy on the base data before minus after adapting to each set. */
  losses: number[];
  /** Accuracy on each set before. */
  from: number[];
  /** Mean accuracy on the other sets before and after. */
  before: number;
  after: number;
}

/** The same over repetitions: a row of the benchmark. */
export interface Inherited {
  base: string;
  richness: number;
  method: string;
  sets: string[];
  once: InheritedOnce[];
  /** mRI, with the interval over repetitions; infinite bounds of a single one. */
  mean: Interval;
  /** Mean loss on the base data. */
  loss: Interval;
  /** Mean gain on the set adapted to. */
  gain: Interval;
}

/** Mean over repetitions with Student's interval; infinite bounds of a single one. */
export const overSeeds = (values: readonly number[]): Interval =>
  values.length > 1
    ? meanInterval(values)
    : { mean: values[0], lower: -Infinity, upper: Infinity };

/**
 * The benchmark's rows: each network and method of which a repetition has been adapted to every set, from poor pre-training to rich. Others are left out.
 *
 * @param rows of `inheritanceRows`.
 */
export function inherited(rows: InheritanceRows): Inherited[] {
  const sets = testedSets(rows);
  const methods = distinct(rows.adapted.map(({ method }) => method));
  const bases = distinct(
    [...rows.before].sort(poorToRich).map(({ base }) => base),
  );
  return bases.flatMap((base) =>
    methods.flatMap((method) => {
      const networks = rows.before.filter((network) => network.base === base);
      const once = networks
        .sort((a, b) => a.seed - b.seed)
        .flatMap(({ seed, moments }) => {
          const after = sets.flatMap((to) => {
            const found = rows.adapted.find(
              (each) =>
                each.base === base &&
                each.method === method &&
                each.seed === seed &&
                each.to === to,
            );
            return found ? [found.after] : [];
          });
          return after.length < sets.length
            ? []
            : [inheritedOnce(seed, sets, moments.at(-1)!, after)];
        });
      if (once.length === 0) return [];
      const { richness } = networks[0];
      return [{ base, richness, method, sets, ...overRepetitions(once) }];
    }),
  );
}

/** What repetitions come to together. */
export function overRepetitions(
  once: InheritedOnce[],
): Pick<Inherited, "once" | "mean" | "loss" | "gain"> {
  const over = (of: (each: InheritedOnce) => number) => overSeeds(once.map(of));
  return {
    once,
    mean: over((each) => each.mean),
    loss: over(({ losses }) => mean(losses)),
    gain: over(({ changes }) => mean(changes.map((row, i) => row[i]))),
  };
}

/** @param before by set; `after` for each set adapted to, by set. */
export function inheritedOnce(
  seed: number,
  sets: readonly string[],
  before: { [set: string]: number },
  after: readonly { [set: string]: number }[],
): InheritedOnce {
  const from = sets.map((set) => before[set]);
  const to = after.map((row) => sets.map((set) => row[set]));
  const others = to.flatMap((row, i) => row.filter((_, j) => j !== i));
  return {
    seed,
    ...robustnessInheritance(from, to),
    from,
    losses: after.map((row) => before[BASE] - row[BASE]),
    before: mean(from),
    after: mean(others),
  };
}

/** The row of a network and a method; undefined where it is not computed. */
export const rowOf = (
  table: readonly Inherited[],
  base: string,
  method: string,
): Inherited | undefined =>
  table.find((row) => row.base === base && row.method === method);

/** Networks of a method in the order of richness: the plain one first, ImageNet's largest last. */
export const byRichness = (
  table: readonly Inherited[],
  method = "full",
): Inherited[] =>
  distinct(table.map(({ base }) => base))
    .flatMap((base) => rowOf(table, base, method) ?? [])
    .sort(poorToRich);

type Network = Pick<Inherited, "base" | "richness">;

const poorToRich = (a: Network, b: Network): number =>
  a.richness - b.richness || a.base.localeCompare(b.base, "en");

/** Of a method the network of the poorest pre-training and that of the richest; one alone where there is one, none where there is none. */
export function poorestAndRichest(
  table: readonly Inherited[],
  method = "full",
): Inherited[] {
  const rows = byRichness(table, method);
  return rows.length > 1 ? [rows[0], rows.at(-1)!] : rows;
}
