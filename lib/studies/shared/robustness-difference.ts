import {
  meanInterval,
  type Interval,
  type ReplicatedRobustness,
} from "../../robustness";

type Replicated = { robustness: Pick<ReplicatedRobustness, "replicates"> };

/** Robustness of one thing minus that of another, over the seeds that both have. */
export function robustnessDifference(a: Replicated, b: Replicated): Interval {
  const [first, second] = [a, b].map(({ robustness }) => robustness.replicates);
  const seeds = Math.min(first.length, second.length);
  return meanInterval(
    first.slice(0, seeds).map((value, seed) => value - second[seed]),
  );
}
