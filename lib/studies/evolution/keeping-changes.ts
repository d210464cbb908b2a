import type { ColumnTable } from "arquero";
import { mean } from "../../numerics";
import {
  DEFAULT_MARGIN,
  meanInterval,
  verdictOf,
  type Interval,
  type Verdict,
} from "../../robustness";
import { distinct } from "../shared/distinct";
import { UNTOUCHED } from "../synthetic-shifts/plan";
import type { StudiedKind } from "../synthetic-shifts/results";
import {
  epochOf,
  ways,
  waysToKeep,
  type Kept,
  type WayToKeep,
} from "./keeping";
import { followedShifts } from "./plan";
import { followedAccuracies, type FollowedAccuracy } from "./results";

/** What a way to keep robustness changes, against fine-tuning to the end; over seeds, fractions. */
export interface KeepingChange {
  shift: string;
  kind: StudiedKind;
  way: WayToKeep;
  /** How far it is gone, and how far the end is. */
  at: number;
  end: number;
  reference: Interval;
  shifted: Interval;
  robustness: Interval;
  /** Of the change in shifted accuracy. */
  verdict: Verdict;
}

/** Averages are looked at half way, as Wortsman et al. recommend where nothing is known. */
const HALF = 0.5;

/**
 * What it changes to stop early, and to average half way. When to stop is chosen on held-out reference images: at the first moment at which their accuracy
 * is within two points of that at the end.
 *
 * @param results of the study `evolution`.
 */
export function keepingChanges(results: ColumnTable): KeepingChange[] {
  const kept = waysToKeep(followedAccuracies(results));
  return followedShifts.flatMap((shift) =>
    ways.flatMap(([way]) => {
      const all = kept.filter(
        (each) => each.shift === shift && each.way === way,
      );
      const end = all.at(-1);
      if (!end) return [];
      const chosen =
        way === "averaged weights"
          ? all.find(({ at }) => at === HALF)
          : all[stopOf(results, shift, end.kind)];
      return chosen && chosen !== end ? changeOf(chosen, end) : [];
    }),
  );
}

function changeOf(chosen: Kept, end: Kept): KeepingChange[] {
  const seeds = chosen.seeds.filter((seed) => end.seeds.includes(seed));
  if (seeds.length < 2) return [];
  const change = (of: (each: Kept) => number[]) =>
    meanInterval(
      seeds.map(
        (seed) =>
          of(chosen)[chosen.seeds.indexOf(seed)] -
          of(end)[end.seeds.indexOf(seed)],
      ),
    );
  const shifted = change(({ shifteds }) => shifteds);
  const { shift, kind, way, at } = chosen;
  return [
    {
      shift,
      kind,
      way,
      at,
      end: end.at,
      reference: change(({ references }) => references),
      shifted,
      robustness: change(({ robustness }) => robustness.replicates),
      verdict: verdictOf(shifted),
    },
  ];
}

interface HeldOut extends Pick<
  FollowedAccuracy,
  "reference" | "model" | "method" | "rate" | "epoch" | "seed"
> {
  part: string;
  split: string;
  accuracy: number;
}

/** Which moment is the first at which accuracy on held-out reference images is within two points of that at the end; −1 where there is none. */
function stopOf(
  results: ColumnTable,
  shift: string,
  kind: StudiedKind,
): number {
  const reference = kind === "in support" ? shift : UNTOUCHED;
  const rows = (results.objects() as HeldOut[]).filter(
    (row) =>
      row.part === "train" &&
      row.split === "validation" &&
      row.reference === reference &&
      epochOf(row) !== undefined,
  );
  const ofSeeds = distinct(rows.map(({ seed }) => seed)).map((seed) =>
    rows.filter((row) => row.seed === seed).sort((a, b) => a.epoch - b.epoch),
  );
  const heldOut = (ofSeeds[0] ?? []).map((_, m) =>
    mean(ofSeeds.flatMap((of) => of[m]?.accuracy ?? [])),
  );
  return heldOut.findIndex(
    (accuracy) => accuracy >= heldOut.at(-1)! - DEFAULT_MARGIN,
  );
}
