import { asPercent, asPoints } from "../../robustness";
import { distinct } from "../shared/distinct";
import type { Evolution, VanishesAtConvergence } from "./analyse";
import { followedName } from "./tables";

/**
 * The study's answer in two or three sentences of Markdown: where "robustness vanishes at convergence" holds and where it fails, and whether networks
 * from scratch have any along their training.
 *
 * @param evolutions of any networks; the claim is about pre-trained ones.
 */
export function evolutionText(evolutions: readonly Evolution[]): string {
  const pretrained = evolutions.filter(
    ({ trajectory }) => trajectory.source !== "none",
  );
  if (pretrained.length === 0)
    return "Too few runs are stored to say how robustness evolves: npm run sweep -- evolution.";
  const names = distinct(
    pretrained.map(({ trajectory }) => followedName(trajectory)),
  );
  const placeOf = ({ trajectory, peak, end }: Evolution): string =>
    `${names.length > 1 ? `${followedName(trajectory)}, ` : ""}${trajectory.shift} ${asPoints(peak.robustness.mean, 1)} → ${asPoints(end.robustness.mean, 1)}`;
  const part = (claim: VanishesAtConvergence, says: string) => {
    const those = pretrained.filter(
      ({ vanishesAtConvergence }) => vanishesAtConvergence === claim,
    );
    return those.length === 0
      ? []
      : [`**${says} ${those.length}** (${those.map(placeOf).join("; ")})`];
  };
  const parts = [
    ...part("holds", "holds in"),
    ...part("fails", "fails in"),
    ...part("nothing to vanish", "has nothing to be about in"),
    ...part("undecided", "is undecided in"),
  ];
  const of =
    pretrained.length === 1
      ? "one trajectory"
      : `${pretrained.length} trajectories`;
  const whose = names.length > 1 ? "pre-trained networks" : names[0];
  return `Of ${of} of ${whose}, “effective robustness vanishes at convergence” ${parts.join(", ")}; in points, at the peak → at the end.${unconvergedText(pretrained)}${scratchText(evolutions)}`;
}

function unconvergedText(evolutions: readonly Evolution[]): string {
  const rising = evolutions.filter(({ isConverged }) => !isConverged).length;
  return rising === 0
    ? ""
    : ` In ${rising} reference accuracy may still rise at the end, so that this need not be the end of it.`;
}

/** What becomes of one network's robustness under one shift, in a sentence of Markdown. */
export function fateText(evolution: Evolution): string {
  const { trajectory, peak, end, gain, isConverged, fate } = evolution;
  const converged = isConverged
    ? ""
    : ` Its reference accuracy rose by ${asPoints(gain, 1)} points between the last two moments, so this may not be the end of it.`;
  return `Under **${trajectory.shift}** robustness of ${followedName(trajectory)} peaks at **${asPoints(peak.robustness, 1)}** points after ${peak.epoch.toFixed(1)} epochs (reference accuracy ${asPercent(peak.reference)}) and ends at **${asPoints(end.robustness, 1)}**: ${says[fate]}.${converged}`;
}

const says: { [fate in Evolution["fate"]]: string } = {
  vanishes: "it vanishes",
  shrinks: "it shrinks, but some stays",
  stays: "it stays",
  "turns to cost": "it turns to a cost",
  none: "there is none at any moment",
  undecided: "what becomes of it is undecided",
};

function scratchText(evolutions: readonly Evolution[]): string {
  const moments = evolutions
    .filter(({ trajectory }) => trajectory.source === "none")
    .flatMap(({ trajectory: { shift, moments } }) =>
      moments.map((moment) => ({ shift, ...moment })),
    );
  if (moments.length === 0) return "";
  const count = (verdict: string) =>
    moments.filter((moment) => moment.verdict === verdict).length;
  const farthest = moments
    .filter(
      ({ verdict }) => verdict === "above zero" || verdict === "below zero",
    )
    .reduce<(typeof moments)[number] | undefined>(
      (most, each) =>
        most && Math.abs(most.robustness.mean) >= Math.abs(each.robustness.mean)
          ? most
          : each,
      undefined,
    );
  const told = farthest
    ? `; the farthest, ${asPoints(farthest.robustness, 1)} points (${farthest.shift}), is what a way of training alone may come to`
    : "";
  return ` Networks from scratch, at ${moments.length} moments: ${count("about zero")} about zero, ${count("above zero")} above, ${count("below zero")} below, ${count("undecided")} undecided${told}.`;
}
