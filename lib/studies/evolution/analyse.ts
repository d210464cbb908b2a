import { mean } from "../../numerics";
import {
  DEFAULT_MARGIN,
  meanInterval,
  verdictOf,
  type Interval,
} from "../../robustness";
import { largestBy } from "../shared/largest-by";
import { isMain } from "./plan";
import type { FollowedMoment, Trajectory } from "./trajectories";

/** What becomes of robustness along training. */
export type Fate =
  "vanishes" | "shrinks" | "stays" | "turns to cost" | "none" | "undecided";

/** Whether robustness is there during training and gone once reference accuracy rises no further; "nothing to vanish" where there is none at its peak. */
export type VanishesAtConvergence =
  "holds" | "fails" | "nothing to vanish" | "undecided";

/** A moment of training, with robustness there. */
interface Place {
  epoch: number;
  reference: number;
  robustness: Interval;
  /** Whether any seed's reference accuracy lies beyond its baseline. */
  isExtrapolated: boolean;
}

/** Where robustness is largest along training, and what is left of it at the end; fractions. */
export interface Evolution {
  trajectory: Trajectory;
  /** The moment of the largest mean, and robustness there: of each seed at the moment that the others choose, since the largest of many means is too large. */
  peak: Place;
  end: Place;
  /** Robustness at each seed's peak, as the other seeds choose it, minus that at its end. */
  lost: Interval;
  /** Reference accuracy gained between the last two moments. */
  gain: Interval;
  /** Whether the gain is shown to be below two points. */
  isConverged: boolean;
  fate: Fate;
  vanishesAtConvergence: VanishesAtConvergence;
}

/**
 * Where robustness peaks along training and what is left at the end, with Student's intervals over seeds.
 *
 * @param trajectory of `trajectories`.
 * @throws Error for a trajectory of one moment alone.
 */
export function evolutionOf(trajectory: Trajectory): Evolution {
  const { moments, shift, model } = trajectory;
  if (moments.length < 2) {
    throw new Error(
      `${model} was looked at ${moments.length === 1 ? "one moment" : "no moment"} alone under "${shift}": nothing evolves. Follow it at more moments.`,
    );
  }
  const last = moments.at(-1)!;
  const before = moments.at(-2)!;
  const ends = last.robustness.replicates;
  const peaks = ends.map((_, r) => {
    const others = (moment: FollowedMoment) =>
      mean(moment.robustness.replicates.filter((_, s) => s !== r));
    return largestBy(moments, others).robustness.replicates[r];
  });
  const top = largestBy(moments, ({ robustness }) => robustness.mean);
  const gain = meanInterval(
    last.references.map((reference, r) => reference - before.references[r]),
  );
  const parts = {
    peak: {
      epoch: top.epoch,
      reference: top.reference.mean,
      robustness: meanInterval(peaks),
      isExtrapolated: top.isExtrapolated,
    },
    end: {
      epoch: last.epoch,
      reference: last.reference.mean,
      robustness: meanInterval(ends),
      isExtrapolated: last.isExtrapolated,
    },
    lost: meanInterval(peaks.map((peak, r) => peak - ends[r])),
    gain,
    isConverged: gain.upper <= DEFAULT_MARGIN,
  };
  const fate = fateOf(parts);
  return {
    trajectory,
    ...parts,
    fate,
    vanishesAtConvergence: claimOf(fate, parts.isConverged),
  };
}

/** Those that the study's answer rests on: the network that nearly every question is about, and networks from scratch. */
export const headlineEvolutions = (all: readonly Evolution[]): Evolution[] =>
  all.filter(
    ({ trajectory }) => isMain(trajectory) || trajectory.source === "none",
  );

/**
 * By the end of the run as it is: "vanishes" where robustness is above zero at its peak and shown to be about zero at the end, "turns to cost" where it is
 * then below zero; "shrinks" where some is lost and some left, "stays" where it is left and no loss is shown; "none" where it is about or below zero even at its peak.
 */
function fateOf({
  peak,
  end,
  lost,
}: Pick<Evolution, "peak" | "end" | "lost">): Fate {
  const atPeak = verdictOf(peak.robustness);
  const atEnd = verdictOf(end.robustness);
  if (atPeak === "about zero" || atPeak === "below zero") return "none";
  if (atPeak === "undecided" || atEnd === "undecided") return "undecided";
  if (atEnd === "below zero") return "turns to cost";
  if (atEnd === "about zero") return "vanishes";
  return lost.lower > 0 ? "shrinks" : "stays";
}

/** What the end of a run says of convergence, if it has converged. */
function claimOf(fate: Fate, isConverged: boolean): VanishesAtConvergence {
  if (fate === "none") return "nothing to vanish";
  if (!isConverged || fate === "undecided") return "undecided";
  return fate === "vanishes" || fate === "turns to cost" ? "holds" : "fails";
}
