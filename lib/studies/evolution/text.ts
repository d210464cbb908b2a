import { asPercent, asPoints, type Interval } from "../../robustness";
import { distinct } from "../shared/distinct";
import { largestBy } from "../shared/largest-by";
import { listed } from "../shared/listed";
import type { Evolution, VanishesAtConvergence } from "./analyse";
import { LINE_RATE } from "./plan";
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
  const nameOf = ({ trajectory }: Evolution) =>
    `${names.length > 1 ? `${followedName(trajectory)}, ` : ""}${trajectory.shift}`;
  const count = `${pretrained.length} ${names.length > 1 ? "trajectories" : pretrained.length === 1 ? "shift" : "shifts"}`;
  const places = (those: readonly Evolution[]) =>
    those
      .map(
        (each) =>
          `${nameOf(each)} (${placeText(each.peak, " points")} at the peak, ${placeText(each.end)} at the end)`,
      )
      .join("; ");
  const judged = (claim: VanishesAtConvergence) =>
    pretrained.filter(
      ({ vanishesAtConvergence }) => vanishesAtConvergence === claim,
    );
  const part = (claim: VanishesAtConvergence, says: string) => {
    const those = judged(claim);
    return those.length === 0
      ? ""
      : ` ${says} **${those.length}**: ${places(those)}.`;
  };
  const held = judged("holds");
  const first = `“Effective robustness vanishes at convergence” **holds under ${held.length} of ${count}** for ${listed(names)}${held.length > 0 ? `: ${places(held)}` : ""}.`;
  return `${first}${part("fails", "It fails under")}${part("nothing to vanish", "There is none to vanish under")}${undecidedText(judged("undecided"), nameOf, places)}${scratchText(evolutions)}`;
}

const placeText = (
  { robustness, isExtrapolated }: Evolution["peak"],
  unit = "",
): string =>
  `${asPoints(robustness.mean, 1)}${unit}${isExtrapolated ? ", extrapolated," : ""}`;

/** What is undecided because training may not have come to rest, and what because robustness itself is. */
function undecidedText(
  undecided: readonly Evolution[],
  nameOf: (each: Evolution) => string,
  places: (those: readonly Evolution[]) => string,
): string {
  if (undecided.length === 0) return "";
  const wide = undecided.filter(({ fate }) => fate === "undecided");
  const rising = undecided.filter(({ fate }) => fate !== "undecided");
  const reasons = [
    ...(rising.length > 0
      ? [`reference accuracy may still rise under ${places(rising)}`]
      : []),
    ...(wide.length > 0
      ? [
          `intervals at the peak or the end are too wide under ${listed(wide.map(nameOf))}`,
        ]
      : []),
  ];
  return ` It is undecided under **${undecided.length}**: ${reasons.join(", and ")}.`;
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
  stays: "some is left, and no loss is shown",
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
  const off = moments.filter(
    ({ verdict }) => verdict === "above zero" || verdict === "below zero",
  );
  return ` Networks from scratch should have none: trained at another rate than the line's ${LINE_RATE}, they are about zero at ${count("about zero")} of ${moments.length} moments, above at ${count("above zero")}, below at ${count("below zero")} and undecided at ${count("undecided")}${off.length > 0 ? farthestText(off) : ""}.`;
}

function farthestText(
  moments: readonly { shift: string; robustness: Interval }[],
): string {
  const { shift, robustness } = largestBy(moments, (each) =>
    Math.abs(each.robustness.mean),
  );
  return `; the farthest lies at ${asPoints(robustness, 1)} points (${shift}), so that as much may come from the way of training alone`;
}
