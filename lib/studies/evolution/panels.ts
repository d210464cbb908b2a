import type { AccuracyLine } from "../../robustness";
import { lineOfAll } from "../shared/line-of-all";
import type { Kept } from "./keeping";
import type { FollowedAccuracy } from "./results";
import { followedName } from "./tables";
import { followedPairs, isBaseline, type Trajectory } from "./trajectories";

/** A network, or several repetitions of one at one moment, in the plane of accuracies; fractions. */
interface PanelPoint {
  name: string;
  reference: number;
  shifted: number;
  referenceInterval?: [number, number];
  shiftedInterval?: [number, number];
  source?: string;
  strategy?: string;
}

/** What a panel shows; without a line where the baseline, all repetitions together, is none. */
export interface EvolutionPanel {
  baselines: PanelPoint[];
  pretrained: PanelPoint[];
  line?: AccuracyLine;
}

/** Networks from scratch under one shift, the line through them on the logit scale, and nothing else yet. */
function measure(rows: readonly FollowedAccuracy[], shift: string) {
  const baseline = rows.filter((row) => row.shift === shift && isBaseline(row));
  const pairs = followedPairs(baseline);
  const baselines = baseline.map((row, i) => ({
    name: pairs.models![i],
    reference: row.referenceAccuracy,
    shifted: row.shiftedAccuracy,
  }));
  const line = baseline.length > 2 ? lineOfAll(pairs, "logit") : undefined;
  return { baselines, ...(line && { line }) };
}

/**
 * Trajectories in the plane of accuracies under one shift, as `accuracyOnTheLine` draws them joined: means over repetitions, moment by moment, beside the
 * networks from scratch that are the measure.
 *
 * @param rows of `followedAccuracies`.
 * @param followed which of its trajectories to draw; those under other shifts are left out.
 */
export const evolutionPanel = (
  rows: readonly FollowedAccuracy[],
  followed: readonly Trajectory[],
  shift: string,
): EvolutionPanel => ({
  ...measure(rows, shift),
  pretrained: followed
    .filter((trajectory) => trajectory.shift === shift)
    .flatMap(({ moments, ...network }) =>
      moments.map(({ epoch, reference, shifted }) => ({
        name: `${followedName(network)}, epoch ${epoch.toFixed(1)}`,
        reference: reference.mean,
        shifted: shifted.mean,
        source: followedName(network),
        strategy: network.method,
      })),
    ),
});

/** Ways to keep robustness in the plane of accuracies, likewise: one joined curve a way. */
export const keepingPanel = (
  rows: readonly FollowedAccuracy[],
  kept: readonly Kept[],
  shift: string,
): EvolutionPanel => ({
  ...measure(rows, shift),
  pretrained: kept
    .filter((each) => each.shift === shift)
    .map(({ way, at, reference, shifted }) => ({
      name: `${way}, ${at}`,
      reference: reference.mean,
      shifted: shifted.mean,
      source: way,
    })),
});
