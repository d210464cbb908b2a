import { type CorrectedExamples } from "./overlap-data";

/** Examples that exactly some of the remedies correct. */
export interface Combination {
  /** A bit a remedy. */
  mask: number;
  /** Names of the remedies. */
  names: string[];
  count: number;
  /** How many there would be if remedies corrected independently of each other. */
  expected: number;
}

/** All combinations of remedies, fewest remedies first. */
export function combinationsOf(
  remedies: readonly CorrectedExamples[],
  total: number,
): Combination[] {
  const shares = remedies.map(({ corrected }) => sum(corrected) / total);
  return countCombinations(remedies, total)
    .map((count, mask) => ({
      mask,
      names: remedies.filter((_, i) => has(mask, i)).map(({ name }) => name),
      count,
      expected:
        total * product(shares.map((p, i) => (has(mask, i) ? p : 1 - p))),
    }))
    .slice(1) // mask 0: corrected by none
    .sort((a, b) => a.names.length - b.names.length || a.mask - b.mask);
}

/** Examples by the set of remedies that correct them, as a bit mask. */
function countCombinations(
  remedies: readonly CorrectedExamples[],
  total: number,
): number[] {
  const counts = new Array<number>(2 ** remedies.length).fill(0);
  for (let example = 0; example < total; example++) {
    let mask = 0;
    remedies.forEach(({ corrected }, i) => {
      if (corrected[example]) mask |= 1 << i;
    });
    counts[mask]!++;
  }
  return counts;
}

/** Whether a remedy is in a combination. */
export const has = (mask: number, i: number) => (mask & (1 << i)) !== 0;
/** How many flags are set. */
export const sum = (flags: ArrayLike<boolean | number>) =>
  Array.from(flags, Boolean).filter(Boolean).length;
const product = (factors: number[]) => factors.reduce((a, b) => a * b, 1);
