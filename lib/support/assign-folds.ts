import { requireList } from "../files/arguments";
import { optionChecker } from "../files";
import { list, seed, whole } from "../files/option-kinds";
import { randomStream } from "../numerics";
import { domainFlags } from "./domain-scores";

/** Options of {@link assignFolds}. */
export interface FoldOptions {
  /** Default 10. */
  folds?: number;
  /** Group of each example, such as its font; examples of a group share a fold. Negative: in no group. Default: no groups. */
  groups?: ArrayLike<number>;
  /** Seed of who goes where. Default 0. */
  seed?: number;
}

const checkOptions = optionChecker<FoldOptions>("assignFolds", {
  folds: whole(2),
  groups: list,
  seed,
});

/**
 * Deals examples into folds for cross-fitting: groups stay together, and each fold gets its share of either domain.
 * The largest groups are dealt first, each to the fold that has least of its domain so far.
 *
 * @param isShifted 1 (or true) for shifted, 0 (or −1, or false) for reference; one an example.
 * @returns the fold of each example, from 0.
 * @throws RangeError where a domain has fewer examples than there are folds, a group holds more than a fold's share of its
 *   domain, or groups and examples differ in number.
 * @example
 * const foldOf = assignFolds(isShifted, { groups: fonts, seed: 1 });
 */
export function assignFolds(
  isShifted: ArrayLike<number | boolean>,
  options: FoldOptions = {},
): Int32Array {
  checkOptions(options);
  const { folds = 10, groups, seed = 0 } = options;
  const flags = domainFlags(isShifted);
  if (groups && groups.length !== flags.length) {
    throw new RangeError(
      `There are ${groups.length} groups for ${flags.length} examples; give one an example.`,
    );
  }
  const totals = [0, 0];
  for (const flag of flags) totals[Number(flag)] += 1;
  totals.forEach((total, domain) => {
    if (total < folds) {
      throw new RangeError(
        `There are ${total} ${DOMAINS[domain]} examples for ${folds} folds; each fold needs at least one of either domain. Use at most ${total} folds, or more examples.`,
      );
    }
  });

  const units = unitsOf(flags, groups);
  const random = randomStream(seed, "folds");
  const order = random.permutation(units.length);
  const sorted = Array.from(order, (at) => units[at]).sort(
    (a, b) => b.members.length - a.members.length,
  );
  const filled = Array.from({ length: folds }, () => [0, 0]);
  const foldOf = new Int32Array(flags.length);
  for (const { members, counts, group } of sorted) {
    counts.forEach((count, domain) => {
      const share = Math.ceil(totals[domain] / folds);
      if (members.length > 1 && count > share) {
        throw new RangeError(
          `Group ${group} holds ${count} of the ${totals[domain]} ${DOMAINS[domain]} examples, more than one of ${folds} folds has room for (${share}). Use at most ${Math.floor(totals[domain] / count)} folds, or smaller groups.`,
        );
      }
    });
    const load = (fold: number) =>
      counts.reduce(
        (sum, count, domain) =>
          sum + (count * filled[fold][domain]) / totals[domain],
        0,
      );
    let best = 0;
    for (let fold = 1; fold < folds; fold++) {
      if (load(fold) < load(best)) best = fold;
    }
    counts.forEach((count, domain) => (filled[best][domain] += count));
    for (const member of members) foldOf[member] = best;
  }
  return foldOf;
}

const DOMAINS = ["reference", "shifted"];

/** What is dealt as one: a group, or an example in none. */
interface Unit {
  group: number;
  members: number[];
  /** How many of them are reference, and how many shifted. */
  counts: [number, number];
}

function unitsOf(
  flags: readonly boolean[],
  groups: ArrayLike<number> | undefined,
): Unit[] {
  const units: Unit[] = [];
  const byGroup = new Map<number, Unit>();
  flags.forEach((flag, i) => {
    const group = groups ? groups[i] : -1;
    let unit = group >= 0 ? byGroup.get(group) : undefined;
    if (!unit) {
      unit = { group, members: [], counts: [0, 0] };
      units.push(unit);
      if (group >= 0) byGroup.set(group, unit);
    }
    unit.members.push(i);
    unit.counts[Number(flag)] += 1;
  });
  return units;
}

/**
 * Who is scored in a fold, and by whom: the fold's members, and all others, which the classifier learns from.
 *
 * @throws RangeError where the fold has no members, or an example is in none.
 */
export function foldMembers(
  foldOf: Int32Array,
  fold: number,
): { train: Int32Array; test: Int32Array } {
  requireFolds(foldOf);
  const all = Int32Array.from(foldOf, (_, i) => i);
  const test = all.filter((i) => foldOf[i] === fold);
  if (test.length === 0)
    throw new RangeError(`Fold ${String(fold)} has no members.`);
  return { train: all.filter((i) => foldOf[i] !== fold), test };
}

/** @throws RangeError naming the first example whose fold is no whole number from 0. */
export function requireFolds(foldOf: Int32Array): void {
  requireList("The folds of the examples", foldOf, "whole numbers");
  const stray = Array.from(foldOf).findIndex(
    (fold) => !(Number.isInteger(fold) && fold >= 0),
  );
  if (stray < 0) return;
  throw new RangeError(
    `Example ${stray} is in fold ${String(foldOf[stray])}; folds are whole numbers from 0, and every example is in one, as from assignFolds.`,
  );
}
