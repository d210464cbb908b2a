import {
  accuracyInterval,
  replicatedRobustness,
  verdictOf,
  type AccuracyPairs,
  type Interval,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { pairsOf as pairsBySize } from "../synthetic-shifts/analyse";
import type { StudiedKind } from "../synthetic-shifts/results";
import { mean } from "../../numerics";
import { followedShifts, isMain, LINE_RATE } from "./plan";
import type { FollowedAccuracy } from "./results";

/** Networks of one kind at one moment of their training, over seeds. */
export interface FollowedMoment {
  /** Mean over seeds, whose reference sets may differ by a few images. */
  epoch: number;
  /** Accuracies, fractions; intervals made on the logit scale. */
  reference: Interval;
  shifted: Interval;
  /** Against each seed's own baseline, on the logit scale; `replicates` in the order of `seeds`. */
  robustness: ReplicatedRobustness;
  verdict: Verdict;
  /** Whether any seed's reference accuracy lies beyond its baseline: what is measured there is extrapolated, and drawn so. */
  isExtrapolated: boolean;
  /** Reference accuracy of each seed, in the order of `seeds`. */
  references: number[];
}

/** Networks followed along their training, under one shift. */
export interface Trajectory {
  shift: string;
  kind: StudiedKind;
  model: string;
  source: string;
  /** "last-blocks": the head alone. */
  method: string;
  rate: number;
  seeds: number[];
  /** In the order of time. */
  moments: FollowedMoment[];
}

/** The scale of Andreassen et al. */
const scale = "logit";

/** Accuracies as columns, models told apart by their learning rate, too. */
export function followedPairs(
  rows: readonly FollowedAccuracy[],
): AccuracyPairs {
  const { models = [], ...pairs } = pairsBySize(rows);
  return {
    ...pairs,
    models: rows.map(({ setting }, i) =>
      setting ? `${models[i]}, ${setting}` : models[i],
    ),
  };
}

/** Whether a network's moments make up the baseline: from scratch, of the study of synthetic shifts or followed at the rate that is set aside for it. */
export const isBaseline = ({ source, rate }: FollowedAccuracy): boolean =>
  source === "none" && (rate === undefined || rate === LINE_RATE);

/**
 * Robustness along training: of each kind of followed network, under each shift, at each moment.
 *
 * @param rows of `followedAccuracies`.
 * @returns in the order of the study's shifts; none where fewer than two seeds have both baseline and followed network.
 * @throws Error where the seeds of one kind of network were looked at different numbers of moments.
 */
export function trajectories(rows: readonly FollowedAccuracy[]): Trajectory[] {
  return followedShifts.flatMap((shift) => {
    const here = rows.filter((row) => row.shift === shift);
    const baseline = here.filter(isBaseline);
    const armOf = ({ model, method, rate }: FollowedAccuracy) =>
      JSON.stringify([model, method, rate]);
    const followed = here.filter(
      (row) => row.rate !== undefined && !isBaseline(row),
    );
    return [...new Set(followed.map(armOf))].flatMap((arm) =>
      trajectoryOf(
        followed.filter((row) => armOf(row) === arm),
        baseline,
      ),
    );
  });
}

/** Those of the network that nearly every question rests on. */
export const mainTrajectories = (all: readonly Trajectory[]): Trajectory[] =>
  all.filter(isMain);

function trajectoryOf(
  rows: FollowedAccuracy[],
  baseline: FollowedAccuracy[],
): Trajectory[] {
  const ofSeed = (from: FollowedAccuracy[], seed: number) =>
    from.filter((row) => row.seed === seed).sort((a, b) => a.epoch - b.epoch);
  const seeds = [...new Set(rows.map(({ seed }) => seed))]
    .filter((seed) => ofSeed(baseline, seed).length > 2)
    .sort((a, b) => a - b);
  if (seeds.length < 2) return [];
  const lines = seeds.map((seed) => followedPairs(ofSeed(baseline, seed)));
  const runs = seeds.map((seed) => ofSeed(rows, seed));
  requireSameMoments(seeds, runs);
  const [{ shift, kind, model, source, method, rate }] = rows;
  const moments = runs[0].map((_, m) =>
    momentOf(
      lines,
      runs.map((run) => run[m]),
    ),
  );
  return [{ shift, kind, model, source, method, rate: rate!, seeds, moments }];
}

function momentOf(
  lines: AccuracyPairs[],
  rows: FollowedAccuracy[],
): FollowedMoment {
  const robustness = replicatedRobustness(
    rows.map((row, r) => ({ baseline: lines[r], group: followedPairs([row]) })),
    { scale },
  );
  const references = rows.map(({ referenceAccuracy }) => referenceAccuracy);
  const shifted = rows.map(({ shiftedAccuracy }) => shiftedAccuracy);
  return {
    epoch: mean(rows.map(({ epoch }) => epoch)),
    reference: accuracyInterval(references, { scale }),
    shifted: accuracyInterval(shifted, { scale }),
    robustness,
    verdict: verdictOf(robustness),
    isExtrapolated: robustness.extrapolated > 0,
    references,
  };
}

/** @throws Error naming the seed that has more or fewer moments than the first. */
function requireSameMoments(seeds: number[], runs: FollowedAccuracy[][]): void {
  const other = runs.findIndex((run) => run.length !== runs[0].length);
  if (other < 0) return;
  const [{ model, method, rate, shift }] = runs[0];
  throw new Error(
    `${model}, ${method}, learning rate ${rate}, has ${runs[0].length} moments under "${shift}" with seed ${seeds[0]}, but ${runs[other].length} with seed ${seeds[other]}: ` +
      "sweep the study again, so that all seeds are of one plan.",
  );
}
