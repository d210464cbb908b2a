import { nearestName } from "../../files";
import { mean } from "../../numerics";
import {
  meanInterval,
  replicatedRobustness,
  verdictOf,
  type AccuracyPairs,
  type Interval,
  type Replicate,
  type ReplicatedRobustness,
  type Verdict,
} from "../../robustness";
import { biased, biases, studiedShifts } from "./plan";
import type { ShiftAccuracy, StudiedKind } from "./results";
import { distinct } from "../shared/distinct";
import { replicatesBySeed } from "../shared/replicates-by-seed";

/** What pre-training came to under one shift. */
export interface StudiedRobustness {
  shift: string;
  kind: StudiedKind;
  /** Which pre-trained networks: a model and method, or all. */
  group: string;
  robustness: ReplicatedRobustness;
  verdict: Verdict;
  /** Against the rule of thumb: about zero in support, above zero elsewhere. */
  rule: "agrees" | "disagrees" | "undecided";
}

/** The group of all pre-trained networks together. */
export const ALL = "all pre-trained";

/** The model of the baseline. */
export const BASELINE = "residual-cnn";

const groupOf = ({ model, method }: ShiftAccuracy) => `${model}, ${method}`;

/** Accuracies as columns, the form in which lines are fitted. */
export function pairsOf(rows: readonly ShiftAccuracy[]): AccuracyPairs {
  return {
    models: rows.map(
      (row) =>
        `${groupOf(row)}, ${row.train} images, seed ${row.seed}, epoch ${row.epoch}`,
    ),
    reference: rows.map(({ referenceAccuracy }) => referenceAccuracy),
    shifted: rows.map(({ shiftedAccuracy }) => shiftedAccuracy),
  };
}

/** The size of the study's reference sets, in images; 0 where there are no pre-trained networks of it. */
export const studiedSize = (rows: readonly ShiftAccuracy[]): number =>
  rows.reduce(
    (most, { source, train, ofStudySize }) =>
      source !== "none" && ofStudySize ? Math.max(most, train) : most,
    0,
  );

/** The moments of networks from scratch that make up the baseline, on the study's size of reference set or larger ones. */
export const baselineOf = (
  rows: readonly ShiftAccuracy[],
  model: string = BASELINE,
): ShiftAccuracy[] => {
  const size = studiedSize(rows);
  return rows.filter(
    (row) => row.source === "none" && row.model === model && row.train >= size,
  );
};

/** Pre-trained networks at the end of their adaptation on the study's size of reference set. */
export const pretrainedOf = (
  rows: readonly ShiftAccuracy[],
): ShiftAccuracy[] => {
  return rows.filter(
    (row) => row.source !== "none" && row.last && row.ofStudySize,
  );
};

/**
 * The closing table: robustness under each shift of each model and method, and of all together, with the verdict.
 *
 * @param rows of `shiftAccuracies`.
 * @param options.baseline model of the networks from scratch. Default {@link BASELINE}.
 * @returns in the order of the study's shifts; none for a shift with fewer than two seeds that have both baseline and pre-trained networks.
 */
export function shiftRobustness(
  rows: readonly ShiftAccuracy[],
  { baseline = BASELINE }: { baseline?: string } = {},
): StudiedRobustness[] {
  return studiedShifts
    .filter((shift) => rows.some((row) => row.shift === shift))
    .flatMap((shift) => {
      const here = rows.filter((row) => row.shift === shift);
      const [{ kind }] = here;
      const trained = pretrainedOf(here);
      return [ALL, ...distinct(trained.map(groupOf))].flatMap(
        (group): StudiedRobustness[] => {
          const members = trained.filter(
            (row) => group === ALL || groupOf(row) === group,
          );
          const replicates = bySeed(baselineOf(here, baseline), members);
          if (replicates.length < 2) return [];
          const robustness = replicatedRobustness(replicates);
          const verdict = verdictOf(robustness);
          const rule = ruleOfThumb(kind, verdict);
          return [{ shift, kind, group, robustness, verdict, rule }];
        },
      );
    });
}

/** What pre-training came to against one bias. */
export interface BiasRobustness {
  /** p of the spurious tint. */
  strength: number;
  /** Number of reference images. */
  train: number;
  /** A model and method. */
  group: string;
  robustness: ReplicatedRobustness;
  verdict: Verdict;
}

/**
 * Robustness against the spurious tint by its strength and by the number of reference images, of the networks that were trained on all of them:
 * pre-trained ones, and ones from scratch on fewer images than the baseline has, which should come to zero.
 *
 * @param rows of `shiftAccuracies`.
 * @returns in the order of strengths, groups, and numbers of images.
 */
export function robustnessByBias(
  rows: readonly ShiftAccuracy[],
): BiasRobustness[] {
  const size = studiedSize(rows);
  const isMeasured = ({ last, source, train, setting }: ShiftAccuracy) =>
    last && setting === "" && (source !== "none" || train < size);
  const tints = ["spurious tint", ...Object.keys(biases)];
  const isSized = (row: ShiftAccuracy) =>
    tints.includes(row.shift) && isMeasured(row) && !row.ofStudySize;
  const groups = distinct(rows.filter(isSized).map(groupOf));
  return tints.flatMap((shift) => {
    const here = rows.filter((row) => row.shift === shift);
    const strength = Number(biased[shift].strength);
    return groups.flatMap((group) => {
      const ends = here.filter(
        (row) => isMeasured(row) && groupOf(row) === group,
      );
      const sizes = distinct(ends.map(({ train }) => train)).sort(
        (a, b) => a - b,
      );
      return sizes.flatMap((train): BiasRobustness[] => {
        const members = ends.filter((row) => row.train === train);
        const replicates = bySeed(baselineOf(here), members);
        if (replicates.length < 2) return [];
        const robustness = replicatedRobustness(replicates);
        const verdict = verdictOf(robustness);
        return [{ strength, train, group, robustness, verdict }];
      });
    });
  });
}

/** Baseline and members of each seed that has both, in the order of seeds. */
export const bySeed = (
  baseline: readonly ShiftAccuracy[],
  members: readonly ShiftAccuracy[],
): Replicate[] => replicatesBySeed(baseline, members, pairsOf);

/** The closing table's row of all pre-trained networks under one shift. @throws Error where there is none, naming those that there are. */
export function robustnessUnder(
  table: readonly StudiedRobustness[],
  shift: string,
): StudiedRobustness {
  const row = table.find((each) => each.shift === shift && each.group === ALL);
  if (row) return row;
  const known = distinct(table.map((each) => each.shift));
  throw new Error(
    `There is no robustness under "${shift}". ${nearestName(shift, known)}`,
  );
}

/** Either half of the rule of thumb, and what pre-training is to bring there; natural shifts are out of support. */
export const expectedAt = {
  "in support": "about zero",
  "out of support": "above zero",
} as const;
export const placeOfKind = (kind: StudiedKind): keyof typeof expectedAt =>
  kind === "in support" ? "in support" : "out of support";

/** What lies in support, and what out of it, where there is any. */
export const byPlace = <T extends { kind: StudiedKind }>(all: readonly T[]) =>
  (["in support", "out of support"] as const)
    .map((place) => ({
      place,
      here: all.filter(({ kind }) => placeOfKind(kind) === place),
    }))
    .filter(({ here }) => here.length > 0);

/** How a verdict on a shift, or on the mean over shifts of a kind, stands to the rule of thumb. */
export function ruleOfThumb(
  kind: StudiedKind,
  verdict: Verdict,
): StudiedRobustness["rule"] {
  if (verdict === "undecided") return "undecided";
  return verdict === expectedAt[placeOfKind(kind)] ? "agrees" : "disagrees";
}

/** Mean robustness over the shifts of each kind, and their difference; intervals over seeds, the shifts as they are. */
export interface KindRobustness {
  group: string;
  means: { kind: StudiedKind; shifts: number; robustness: Interval }[];
  /** Out of support (shifts made of photographs alone) minus in support; undefined where one of them is missing. */
  difference?: Interval;
  /** The same with natural shifts counted as out of support, which they are; undefined where there are none. */
  differenceWithNatural?: Interval;
}

/**
 * Compares the kinds of shift for one group.
 *
 * @param rows of {@link shiftRobustness}.
 * @param group default {@link ALL}.
 * @throws Error where there are no rows of the group.
 */
export function robustnessByKind(
  rows: readonly StudiedRobustness[],
  group: string = ALL,
): KindRobustness {
  const ours = rows.filter((row) => row.group === group);
  if (ours.length === 0) {
    throw new Error(
      `There is no robustness of "${group}" yet: it takes two seeds of a baseline and of pre-trained networks (npm run sweep -- synthetic-shifts).`,
    );
  }
  const seeds = Math.min(
    ...ours.map(({ robustness }) => robustness.replicates.length),
  );
  const perSeed = (...kinds: StudiedKind[]) => {
    const shifts = ours.filter((row) => kinds.includes(row.kind));
    const values = Array.from({ length: seeds }, (_, r) =>
      mean(shifts.map(({ robustness }) => robustness.replicates[r])),
    );
    return { shifts: shifts.length, values };
  };
  const kinds = (["in support", "out of support", "natural"] as const).filter(
    (kind) => ours.some((row) => row.kind === kind),
  );
  const means = kinds.map((kind) => {
    const { shifts, values } = perSeed(kind);
    return { kind, shifts, robustness: meanInterval(values) };
  });
  const [inside, outside] = [perSeed("in support"), perSeed("out of support")];
  const both = inside.shifts > 0 && outside.shifts > 0;
  const beyondInside = ({ values }: typeof outside) =>
    meanInterval(values.map((value, r) => value - inside.values[r]));
  return {
    group,
    means,
    ...(both && { difference: beyondInside(outside) }),
    ...(both &&
      kinds.includes("natural") && {
        differenceWithNatural: beyondInside(
          perSeed("out of support", "natural"),
        ),
      }),
  };
}
