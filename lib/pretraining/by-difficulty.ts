import { requireNumbers } from "../files/arguments";
import { randomStream } from "../numerics";

/** Which examples are taken by difficulty. */
export const difficulties = ["easiest", "random", "hardest"] as const;

/** One of {@link difficulties}. */
export type Difficulty = (typeof difficulties)[number];

/** Examples chosen by difficulty. */
export interface ChosenByDifficulty {
  /** Places of the chosen examples, class by class. */
  indices: number[];
  /** Examples whose score is that of the last one taken of their class, so that chance decides which of them are in; 0 where none of them had to stay out. */
  tied: number;
}

/**
 * As many examples of each class, those that a consistency score calls the easiest or the hardest, or any (Andreassen et al.). Among equal scores chance
 * decides.
 *
 * @param scores of each example; the larger, the easier.
 * @param labels class of each example.
 * @param options.count examples in all; where the classes do not divide it, the first ones get one more.
 * @param options.seed of what chance decides.
 * @throws RangeError where labels and scores differ in number, a score is not finite, or a class has too few examples.
 * @example byDifficulty(scores, pool.labels, { pick: "hardest", count: 2000, seed: 1 });
 */
export function byDifficulty(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  { pick, count, seed }: { pick: Difficulty; count: number; seed: number },
): ChosenByDifficulty {
  requireNumbers("byDifficulty: the consistency scores", scores);
  if (labels.length !== scores.length) {
    throw new RangeError(
      `byDifficulty got ${scores.length} consistency scores for ${labels.length} examples: score each of them once.`,
    );
  }
  const shuffled = [
    ...randomStream(seed, "ties in difficulty").permutation(scores.length),
  ];
  const sign = { easiest: -1, random: 0, hardest: 1 }[pick];
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const chosen = classes.map((label, c) => {
    const size = Math.floor((count + classes.length - 1 - c) / classes.length);
    // A stable sort leaves equal scores shuffled.
    const members = shuffled
      .filter((i) => labels[i] === label)
      .sort((a, b) => sign * (scores[a] - scores[b]));
    if (members.length < size) {
      throw new RangeError(
        `byDifficulty: ${size} examples of class ${label} are asked for, but the pool has ${members.length}; take fewer, or a larger pool.`,
      );
    }
    const last = size > 0 ? scores[members[size - 1]] : NaN;
    const isCut = size < members.length && scores[members[size]] === last;
    const tied = members.filter((i) => scores[i] === last).length;
    return {
      indices: members.slice(0, size),
      tied: sign !== 0 && isCut ? tied : 0,
    };
  });
  return {
    indices: chosen.flatMap(({ indices }) => indices),
    tied: chosen.reduce((sum, { tied }) => sum + tied, 0),
  };
}
