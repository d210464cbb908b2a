import { mean } from "../../numerics";
import {
  accuracyInterval,
  replicatedRobustness,
  type Interval,
  type ReplicatedRobustness,
} from "../../robustness";
import { distinct } from "../shared/distinct";
import type { StudiedKind } from "../synthetic-shifts/results";
import { AVERAGED } from "./averaged-runs";
import { followedShifts, isMain } from "./plan";
import type { FollowedAccuracy } from "./results";
import { followedPairs, isBaseline } from "./trajectories";

/** How robustness may be kept. */
export type WayToKeep = "stopped early" | "averaged weights";

/** Networks of one way, as far as it is gone, over seeds; fractions. */
export interface Kept {
  shift: string;
  kind: StudiedKind;
  way: WayToKeep;
  /** Epochs where stopped early; of averages the share of the fine-tuned weights, from 0, the probe, to 1. */
  at: number;
  seeds: number[];
  /** Over seeds, made on the logit scale. */
  reference: Interval;
  shifted: Interval;
  robustness: ReplicatedRobustness;
  /** Of each seed, in their order. */
  references: number[];
  shifteds: number[];
}

const scale = "logit";

/** How far the averages of Lite0 are gone; undefined for what is no part of them. */
const shareOf = ({ model, method, setting, last }: FollowedAccuracy) => {
  if (model !== "efficientnet-lite0" || !last) return undefined;
  if (method === AVERAGED) return Number(setting.replace("share ", ""));
  if (setting !== "") return undefined;
  return { "linear-probe": 0, "lp-ft": 1 }[method];
};

/** Epochs of the network that nearly every question rests on; undefined of others. */
export const epochOf = (
  row: Pick<FollowedAccuracy, "model" | "method" | "rate" | "epoch">,
): number | undefined => (isMain(row) ? row.epoch : undefined);

/** Each way, and how far a network is gone on it; undefined for one of another way. */
export const ways: [
  WayToKeep,
  (row: FollowedAccuracy) => number | undefined,
][] = [
  ["stopped early", epochOf],
  ["averaged weights", shareOf],
];

/**
 * The frontier of reference and shifted accuracy under each shift: fine-tuned Lite0 at each of its moments, and averages of a probed network's weights
 * with those that it is fine-tuned to. Of what two seeds have at least, with their baselines.
 *
 * @param rows of `followedAccuracies`.
 */
export const waysToKeep = (rows: readonly FollowedAccuracy[]): Kept[] =>
  followedShifts.flatMap((shift) => {
    const here = rows.filter((row) => row.shift === shift);
    const baseline = here.filter(isBaseline);
    return ways.flatMap(([way, placeOf]) => {
      const members = here.flatMap((row) => {
        const at = placeOf(row);
        return at === undefined ? [] : [{ ...row, at }];
      });
      // Seeds' reference sets may differ by a few images, and so their epochs.
      const keyOf = ({ at, seed }: Placed) =>
        way === "averaged weights"
          ? at
          : members.filter((row) => row.seed === seed && row.at < at).length;
      return distinct(members.map(keyOf))
        .sort((a, b) => a - b)
        .flatMap((key) =>
          keptAt(
            members.filter((row) => keyOf(row) === key),
            baseline,
            way,
          ),
        );
    });
  });

type Placed = FollowedAccuracy & { at: number };

function keptAt(
  members: Placed[],
  baseline: FollowedAccuracy[],
  way: WayToKeep,
): Kept[] {
  const ofSeed = (seed: number) => baseline.filter((row) => row.seed === seed);
  const known = members
    .filter(({ seed }) => ofSeed(seed).length > 2)
    .sort((a, b) => a.seed - b.seed);
  if (known.length < 2) return [];
  const [{ shift, kind }] = known;
  const references = known.map(({ referenceAccuracy }) => referenceAccuracy);
  const shifteds = known.map(({ shiftedAccuracy }) => shiftedAccuracy);
  return [
    {
      shift,
      kind,
      way,
      at: mean(known.map(({ at }) => at)),
      seeds: known.map(({ seed }) => seed),
      reference: accuracyInterval(references, { scale }),
      shifted: accuracyInterval(shifteds, { scale }),
      robustness: replicatedRobustness(
        known.map((row) => ({
          baseline: followedPairs(ofSeed(row.seed)),
          group: followedPairs([row]),
        })),
        { scale },
      ),
      references,
      shifteds,
    },
  ];
}
