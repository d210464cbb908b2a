import { asPercent, asPoints, meanInterval, verdictOf } from "../../robustness";
import { distinct } from "../shared/distinct";
import { largestBy } from "../shared/largest-by";
import { listed } from "../shared/listed";
import { pointsCell } from "../shared/points-cell";
import type { Trend } from "./analyse";
import { properties } from "./plan";
import type { PretrainedSet } from "./results";

type Row = { [column: string]: string };

/** What a trend comes to, by its verdict. */
const trendWords = {
  "above zero": "rises",
  "below zero": "falls",
  "about zero": "does not change",
  undecided: "undecided",
} as const;

/** Whether a trend is still shown where the level of 95 % is shared among several (Bonferroni). */
function isShownAmong(count: number, { changes }: Trend): boolean {
  const { lower, upper } = meanInterval(changes, { level: 1 - 0.05 / count });
  return lower > 0 || upper < 0;
}

/** At how many sets and shifts there is robustness for a trend to act on. */
function levelsText(trends: readonly Trend[]): string {
  const levels = distinct(
    trends.flatMap(({ levels }) => levels.map(({ robustness }) => robustness)),
  );
  const above = levels.filter((each) => verdictOf(each) === "above zero");
  const most = largestBy(levels, (each) => each.mean);
  return `Robustness itself is above zero in ${above.length} of ${levels.length} combinations of a set and a shift, and ${asPoints(most, 1)} points at most.`;
}

const titleOf = (trend: Trend) =>
  properties.find(({ name }) => name === trend.property)!.title;

/** Robustness at each level of each property, and the trend, as texts; a star where the baseline is no line. */
export const trendRows = (trends: readonly Trend[]): Row[] =>
  trends.map((trend) => {
    const { shift, levels, change, verdict, seeds } = trend;
    const at = (place: number) => {
      const { level, robustness } = levels.at(place)!;
      return `${level}: ${pointsCell(robustness)}`;
    };
    return {
      property: titleOf(trend),
      shift,
      least: at(0),
      middle: at(1),
      most: at(-1),
      "change (points)": asPoints(change, 1),
      "robustness …": trendWords[verdict],
      seeds: String(seeds),
    };
  });

/** How well each set was pre-trained on, as texts. */
export const pretrainedRows = (sets: readonly PretrainedSet[]): Row[] =>
  sets.map(({ source, accuracy, tied, seeds }) => ({
    "pre-trained on": source,
    "accuracy on its own classes": asPercent(accuracy),
    "images tied in difficulty": tied > 0 ? tied.toFixed(0) : "–",
    seeds: String(seeds),
  }));

/** With which properties robustness rises and with which it falls, in a few sentences of Markdown: how many outlast the number of tests, and how much robustness there is at all. */
export function trendText(trends: readonly Trend[]): string {
  if (trends.length === 0)
    return "Too few runs are stored to say what about pre-training data matters: npm run sweep -- pretraining-data.";
  const those = (verdict: Trend["verdict"]) => {
    const found = trends.filter((trend) => trend.verdict === verdict);
    const places = found.map(
      ({ property, shift, change }) =>
        `${property} (${shift}, ${asPoints(change, 1)} points)`,
    );
    return found.length === 0
      ? []
      : [`${trendWords[verdict]} with ${listed(places)}`];
  };
  const [first, ...others] = [...those("above zero"), ...those("below zero")];
  const open = trends.filter(({ verdict }) => verdict === "undecided").length;
  const still = trends.filter(({ verdict }) => verdict === "about zero").length;
  const strict = trends.filter((trend) => isShownAmong(trends.length, trend));
  const rest = `Of ${trends.length} trends, each tested at 95 %, ${open} are undecided and ${still} less than two points either way; with that level shared among all (Bonferroni), ${strict.length} differ from zero. ${levelsText(trends)}`;
  if (!first)
    return `Robustness is shown to rise or fall with no property. ${rest}`;
  return `Robustness ${[first, ...others].join("; it ")}. ${rest}`;
}
