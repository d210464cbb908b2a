import type { ColumnTable } from "arquero";
import { mean } from "../../numerics";
import { meanInterval, type Interval } from "../../robustness";
import type { Cue, Curation } from "./plan";

/** A way to a network, as tables and figures call it. */
export type ArmName = "from scratch" | "fine-tuned" | "linear probe";

/** One network's accuracy on the test images of each group; fractions. */
export interface CuratedNetwork {
  arm: ArmName;
  cue: Cue;
  set: Curation["name"];
  /** Share of its training images whose cue agrees with the class, of biased sets. */
  strength: number | null;
  images: number;
  seed: number;
  /** "CLASS, VALUE" and its accuracy. */
  groups: { group: string; accuracy: number }[];
  /** Of the worst group, and the mean over groups. */
  worst: number;
  average: number;
}

const armOf: { [method: string]: ArmName } = {
  "from-scratch": "from scratch",
  full: "fine-tuned",
  "linear-probe": "linear probe",
};

interface Row extends Pick<
  CuratedNetwork,
  "cue" | "set" | "strength" | "images" | "seed"
> {
  run: string;
  part: string;
  method: string;
  split: string;
  accuracy: number;
}

/**
 * The study's networks by their accuracy on each group.
 *
 * @param results of the study `curating`, as `storedResults` gives them.
 */
export function curatedNetworks(results: ColumnTable): CuratedNetwork[] {
  const runs = new Map<string, Row[]>();
  for (const row of results.objects() as Row[]) {
    if (row.part !== "train" || row.split === "validation") continue;
    runs.set(row.run, [...(runs.get(row.run) ?? []), row]);
  }
  return [...runs.values()].map((rows) => {
    const [{ cue, set, strength, images, seed, method }] = rows;
    const groups = rows.map(({ split, accuracy }) => ({
      group: split,
      accuracy,
    }));
    const accuracies = groups.map(({ accuracy }) => accuracy);
    return {
      arm: armOf[method],
      cue,
      set,
      strength: strength ?? null,
      images,
      seed,
      groups,
      worst: Math.min(...accuracies),
      average: mean(accuracies),
    };
  });
}

/** Networks of one kind over seeds: means with intervals, fractions; infinite bounds where there is one seed. */
export interface CurationAccuracy extends Pick<
  CuratedNetwork,
  "arm" | "cue" | "set" | "strength" | "images"
> {
  seeds: number[];
  worst: Interval;
  average: Interval;
  /** Worst-group accuracy of each seed, in their order. */
  worsts: number[];
}

/** Worst-group and average accuracy of each kind of network: means over seeds with 95 % intervals. */
export function curationAccuracies(
  networks: readonly CuratedNetwork[],
): CurationAccuracy[] {
  const kinds = new Map<string, CuratedNetwork[]>();
  for (const network of networks) {
    const { arm, cue, set, strength, images } = network;
    const key = JSON.stringify([cue, set, strength, images, arm]);
    kinds.set(key, [...(kinds.get(key) ?? []), network]);
  }
  return [...kinds.values()].map((unsorted) => {
    const same = [...unsorted].sort((a, b) => a.seed - b.seed);
    const { arm, cue, set, strength, images } = same[0];
    const worsts = same.map(({ worst }) => worst);
    return {
      arm,
      cue,
      set,
      strength,
      images,
      seeds: same.map(({ seed }) => seed),
      worst: boundedInterval(worsts),
      average: boundedInterval(same.map(({ average }) => average)),
      worsts,
    };
  });
}

/** Mean accuracy over seeds with its 95 % interval, as far as that lies between 0 and 1; infinite bounds for one seed. */
export function boundedInterval(values: readonly number[]): Interval {
  if (values.length < 2)
    return { mean: values[0], lower: -Infinity, upper: Infinity };
  const interval = meanInterval(values);
  return {
    mean: interval.mean,
    lower: Math.max(0, interval.lower),
    upper: Math.min(1, interval.upper),
  };
}
