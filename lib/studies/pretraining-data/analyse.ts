import { leastSquaresLine } from "../../numerics";
import {
  meanInterval,
  replicatedRobustness,
  verdictOf,
  type AccuracyPairs,
  type Interval,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { distinct } from "../shared/distinct";
import { replicatesBySeed } from "../shared/replicates-by-seed";
import { metShifts, properties, type Property } from "./plan";
import type { TransferAccuracy } from "./results";

/** Which moments of fine-tuning robustness is the mean of. */
export type When = "along the way" | "at the end";

/** Robustness of networks pre-trained on one set, under one shift. */
export interface SourceRobustness {
  shift: string;
  kind: TransferAccuracy["kind"];
  source: string;
  replay: number;
  /** Against each seed's own line of networks from scratch, on the logit scale. */
  robustness: ReplicatedRobustness;
  /** In the order of `robustness.replicates`. */
  seeds: number[];
}

const pairsOf = (rows: readonly TransferAccuracy[]): AccuracyPairs => ({
  models: rows.map(
    ({ source, train, epoch }) => `${source}, ${train} images, epoch ${epoch}`,
  ),
  reference: rows.map(({ referenceAccuracy }) => referenceAccuracy),
  shifted: rows.map(({ shiftedAccuracy }) => shiftedAccuracy),
});

/**
 * Robustness that each pre-training gives under each shift; of those that two seeds have at least.
 *
 * @param rows of `transferAccuracies`.
 */
export function sourceRobustness(
  rows: readonly TransferAccuracy[],
  when: When = "along the way",
): SourceRobustness[] {
  return metShifts.flatMap((shift) => {
    const here = rows.filter((row) => row.shift === shift);
    const baseline = here.filter(({ source }) => source === "none");
    const tuned = here.filter(
      ({ source, last }) =>
        source !== "none" && (when === "along the way" || last),
    );
    const keys = distinct(
      tuned.map(({ source, replay }) => JSON.stringify([source, replay])),
    );
    return keys.flatMap((key): SourceRobustness[] => {
      const [source, replay] = JSON.parse(key) as [string, number];
      const members = tuned.filter(
        (row) => row.source === source && row.replay === replay,
      );
      const replicates = replicatesBySeed(baseline, members, pairsOf);
      if (replicates.length < 2) return [];
      const robustness = replicatedRobustness(replicates, { scale: "logit" });
      const seeds = distinct(members.map(({ seed }) => seed))
        .filter(
          (seed) => baseline.filter((row) => row.seed === seed).length > 2,
        )
        .sort((a, b) => a - b);
      const [{ kind }] = members;
      return [{ shift, kind, source, replay, robustness, seeds }];
    });
  });
}

/** Whether robustness rises or falls with a property. */
export interface Trend {
  property: Property["name"];
  shift: string;
  kind: TransferAccuracy["kind"];
  /** Robustness at each level, from the least to the most. */
  levels: { level: string; robustness: ReplicatedRobustness }[];
  seeds: number;
  /** Robustness at the most minus that at the least, by the slope of a straight line over the levels' ranks; of each seed. */
  changes: number[];
  /** Their mean, with Student's interval. */
  change: Interval;
  verdict: Verdict;
}

/**
 * The trend of robustness over the levels of each property, under each shift; of those whose levels are all there for two seeds at least.
 *
 * @param robustness of `sourceRobustness`.
 */
export function trends(robustness: readonly SourceRobustness[]): Trend[] {
  return properties.flatMap((property) =>
    metShifts.flatMap((shift) => trendOf(property, shift, robustness)),
  );
}

function trendOf(
  { name, levels }: Property,
  shift: string,
  robustness: readonly SourceRobustness[],
): Trend[] {
  const found = levels.flatMap(({ level, data }) => {
    const same = robustness.find(
      (each) =>
        each.shift === shift && each.source === data.name && each.replay === 0,
    );
    return same ? [{ level, ...same }] : [];
  });
  if (found.length < levels.length) return [];
  const seeds = found[0].seeds.filter((seed) =>
    found.every((each) => each.seeds.includes(seed)),
  );
  if (seeds.length < 2) return [];
  const changes = seeds.map((seed) =>
    changeOver(
      found.map((each) => each.robustness.replicates[each.seeds.indexOf(seed)]),
    ),
  );
  const change = meanInterval(changes);
  return [
    {
      property: name,
      shift,
      kind: found[0].kind,
      levels: found.map(({ level, robustness }) => ({ level, robustness })),
      seeds: seeds.length,
      changes,
      change,
      verdict: verdictOf(change),
    },
  ];
}

/** Rise of the straight line of least squares through values at 0, 1, 2, …, from the first to the last. */
function changeOver(values: readonly number[]): number {
  const places = [...values.keys()];
  return leastSquaresLine(places, values).slope * (values.length - 1);
}
