import type { ImageGroups } from "../../images";
import { randomStream } from "../../numerics";

/** Positions of the examples of each group, in order. */
export function membersOf({ of, counts }: ImageGroups): Int32Array[] {
  const members = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  of.forEach((group, i) => {
    members[group][filled[group]++] = i;
  });
  return members;
}

/**
 * As many examples of each group as the smallest has, drawn without replacement.
 *
 * @param seed the same one draws the same examples.
 * @returns positions, group after group.
 */
export function balancedSubsample(
  groups: ImageGroups,
  seed: number,
): Int32Array {
  const least = Math.min(...groups.counts);
  const random = randomStream(seed, "group-balanced subsample");
  return Int32Array.from(
    membersOf(groups).flatMap((members) =>
      Array.from(random.choice(members.length, least), (k) => members[k]),
    ),
  );
}

/**
 * As many examples as there are, every group equally often (but for one example where the numbers do not divide): each once in turn, in random
 * order, before any comes again. What sampling batches by group comes to, over an epoch.
 *
 * @returns positions, group after group.
 */
export function balancedResample(
  groups: ImageGroups,
  seed: number,
): Int32Array {
  const random = randomStream(seed, "group-balanced resample");
  const { of, counts } = groups;
  const [share, more] = [
    Math.floor(of.length / counts.length),
    of.length % counts.length,
  ];
  return Int32Array.from(
    membersOf(groups).flatMap((members, group) => {
      const wanted = share + (group < more ? 1 : 0);
      const drawn: number[] = [];
      while (drawn.length < wanted) {
        for (const k of random.permutation(members.length))
          drawn.push(members[k]);
      }
      return drawn.slice(0, wanted);
    }),
  );
}
