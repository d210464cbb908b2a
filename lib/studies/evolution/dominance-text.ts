import { mean } from "../../numerics";
import { asPercent } from "../../robustness";
import { distinct } from "../shared/distinct";
import { largestBy } from "../shared/largest-by";
import { listed } from "../shared/listed";
import type { ShiftDominance } from "./dominance-under-shifts";
import { followedName } from "./tables";
import type { FollowedDominance } from "./testbed-dominance";

/** How often networks with robustness are right where none of the testbed is, at the end of their training, in a sentence of Markdown. */
export function dominanceText(followed: readonly FollowedDominance[]): string {
  if (followed.length === 0)
    return "No answers to the whole test set are stored yet: npm run sweep -- evolution.";
  const seeds = distinct(followed.map(({ seed }) => seed));
  const ends = seeds.map((seed) =>
    followed.filter((each) => each.seed === seed).at(-1)!,
  );
  const said = ends.map(
    ({ accuracy, dominance }) =>
      `${dominance.shared} of ${dominance.unsolved} at ${asPercent(accuracy)} accuracy, where chance gives ${dominance.expected.toFixed(0)} (${dominance.verdict === "as chance" ? "as chance" : `${dominance.verdict} than chance`})`,
  );
  return `Of the test images that none of 30 published networks gets right, ${followedName(ends[0])} gets at its end ${listed(said)}.`;
}

/** The same under our shifts, against networks from scratch at their moments, as texts: at the first moment, where it is most, and at the end. */
export const shiftDominanceRows = (
  found: readonly ShiftDominance[],
): { [column: string]: string }[] =>
  distinct(found.map(({ shift }) => shift)).flatMap((shift) => {
    const moments = found.filter((each) => each.shift === shift);
    const most = largestBy(moments, ({ probability }) => probability.mean);
    return distinct([moments[0], most, moments.at(-1)!]).map((each) => ({
      shift,
      epoch: each.epoch.toFixed(1),
      "right where none is": asPercent(each.probability),
      "by chance": asPercent(each.expected),
      "one more from scratch": asPercent(each.another),
      networks: String(each.networks),
      seeds: String(each.seeds),
    }));
  });

/** Under which shifts fine-tuned Lite0 is, at its end, right where no network from scratch is more often than one more of those would be; a sentence of Markdown. */
export function shiftDominanceText(found: readonly ShiftDominance[]): string {
  if (found.length === 0)
    return "No answers under shifts are stored yet: npm run sweep -- evolution.";
  const ends = distinct(found.map(({ shift }) => shift)).map((shift) =>
    found.filter((each) => each.shift === shift).at(-1)!,
  );
  const wordOf = ({ probability, another }: ShiftDominance) => {
    if (probability.lower > another) return "more often";
    return probability.upper < another ? "less often" : "undecided";
  };
  const parts = ends.map(
    (each) =>
      `under ${each.shift} ${wordOf(each)} (${asPercent(each.probability)} of the images against ${asPercent(each.another)})`,
  );
  return `How often fine-tuned Lite0 is right at its end where no network from scratch is, against one more network from scratch: ${parts.join("; ")}.`;
}

/** A point of a curve over epochs; a share of all test images. */
interface DominancePoint {
  series: string;
  x: number;
  y: number;
}

/** How often fine-tuned networks are right where none of 30 published ones is, beside what chance gives and what one more published one adds: means over seeds. */
export function dominancePoints(
  followed: readonly FollowedDominance[],
): DominancePoint[] {
  const epochs = distinct(followed.map(({ epoch }) => epoch));
  return epochs.flatMap((at) => {
    const here = followed.filter(({ epoch }) => epoch === at);
    // A moment is asked for in tenths, and comes at the nearest step.
    const x = Number(at.toFixed(1));
    const of = (value: (each: FollowedDominance) => number) =>
      mean(here.map(value));
    return [
      {
        series: followedName(here[0]),
        x,
        y: of(({ dominance }) => dominance.probability),
      },
      {
        series: "by chance",
        x,
        y: of(({ dominance }) => dominance.expected / dominance.count),
      },
      {
        series: "one more published network",
        x,
        y: of(({ dominance }) => mean(dominance.testbed)),
      },
    ];
  });
}
