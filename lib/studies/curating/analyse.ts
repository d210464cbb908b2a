import {
  meanInterval,
  verdictOf,
  type Interval,
  type Verdict,
} from "../../robustness";
import { SMALL, STRENGTH, type Cue } from "./plan";
import type { ArmName, CurationAccuracy } from "./results";

/** The three sets that the question is about. */
export const mainSets = ["biased", "curated", "balanced"] as const;

/** Number of images of the large sets, the biased one among them: more than of any curated one that it is compared with. */
const largeSize = (table: readonly CurationAccuracy[]): number =>
  table.reduce(
    (most, { set, images }) =>
      set === "biased" ? Math.max(most, images) : most,
    0,
  );

/** The networks of all arms on the three main sets, of one cue. */
export function mainRows(
  table: readonly CurationAccuracy[],
  cue: Cue,
): CurationAccuracy[] {
  const large = largeSize(table);
  return mainSets.flatMap((set) =>
    table.filter(
      (row) =>
        row.cue === cue &&
        row.set === set &&
        row.images === (set === "curated" ? SMALL : large) &&
        (set !== "biased" || row.strength === STRENGTH),
    ),
  );
}

/** How two kinds of network differ in their worst group. */
export interface WorstDifference {
  difference: Interval;
  verdict: Verdict;
}

/** Worst-group accuracy of the first minus that of the second, over the seeds that both have; undefined with fewer than two. */
export function worstDifference(
  first?: CurationAccuracy,
  second?: CurationAccuracy,
): WorstDifference | undefined {
  if (!first || !second) return undefined;
  const differences = first.seeds.flatMap((seed, i) => {
    const k = second.seeds.indexOf(seed);
    return k < 0 ? [] : [first.worsts[i] - second.worsts[k]];
  });
  if (differences.length < 2) return undefined;
  const difference = meanInterval(differences);
  return { difference, verdict: verdictOf(difference) };
}

/** The smallest curated set from which on every larger one has a worst group at least as good, on average, as the biased set's. */
export interface CurationCost {
  arm: ArmName;
  /** Undefined where no size does it. */
  images?: number;
  /** Worst-group accuracy there, and of the biased set. */
  worst?: Interval;
  biased: Interval;
  biasedImages: number;
}

/** What it costs in labelled images to do without the biased set, by arm. */
export function curationCosts(
  table: readonly CurationAccuracy[],
  cue: Cue,
): CurationCost[] {
  return mainRows(table, cue)
    .filter(({ set }) => set === "biased")
    .map(({ arm, worst, images }) => {
      const sizes = table
        .filter(
          (row) => row.cue === cue && row.set === "curated" && row.arm === arm,
        )
        .sort((a, b) => b.images - a.images);
      const falls = sizes.findIndex((row) => row.worst.mean < worst.mean);
      const enough = falls < 0 ? sizes.at(-1) : sizes[falls - 1];
      return {
        arm,
        ...(enough && { images: enough.images, worst: enough.worst }),
        biased: worst,
        biasedImages: images,
      };
    });
}

/** Rows of a figure or table of one arm's curated sets by size, and of those of both kinds. */
export const bySize = (
  table: readonly CurationAccuracy[],
  cue: Cue,
): CurationAccuracy[] =>
  table
    .filter(
      (row) =>
        row.cue === cue &&
        (row.set === "curated" || row.set === "curated, both kinds"),
    )
    .sort((a, b) => a.images - b.images);

/** Rows of biased sets of the study's size, by strength. */
export const byStrength = (
  table: readonly CurationAccuracy[],
  cue: Cue,
): CurationAccuracy[] =>
  table
    .filter(
      (row) =>
        row.cue === cue &&
        row.set === "biased" &&
        row.images === largeSize(table),
    )
    .sort((a, b) => a.strength! - b.strength!);
