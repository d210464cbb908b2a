import { asPercent } from "../../robustness";
import { methodNames } from "./split-views";
import type { MixtureScore } from "./score-mixtures";

/** A bar, as `groupedBars` takes it. */
export interface ScoreBar {
  group: string;
  series: string;
  value: number;
  lower: number;
  upper: number;
}

const barOf = (
  { share, ...score }: MixtureScore,
  what: "recall" | "precision",
  series: string,
): ScoreBar[] => {
  const found = score[what];
  if (!found) return [];
  const { mean, lower, upper } = found;
  return [{ group: asPercent(share, 0), series, value: mean, lower, upper }];
};

/** Recall or precision of each classifier by the share of what is new, for one new part; no bar for a precision where nothing was called new. */
export const scoreBars = (
  scores: readonly MixtureScore[],
  fresh: string,
  what: "recall" | "precision",
): ScoreBar[] =>
  scores
    .filter((score) => score.fresh === fresh)
    .flatMap((score) => barOf(score, what, methodNames[score.method]));

/** Recall of each calibration by the share of what is new, for one new part. */
export const calibrationBars = (
  scores: readonly MixtureScore[],
  fresh: string,
): ScoreBar[] =>
  scores
    .filter((score) => score.fresh === fresh)
    .flatMap((score) => barOf(score, "recall", score.calibration));

/** Recall or precision over ε, a curve a share of what is new, for one new part, as `curves` takes them. */
export const epsilonPoints = (
  scores: readonly MixtureScore[],
  fresh: string,
  what: "recall" | "precision",
): { series: string; x: number; y: number; lower: number; upper: number }[] =>
  scores
    .filter((score) => score.fresh === fresh)
    .flatMap(({ share, epsilon, ...score }) => {
      const found = score[what];
      if (!found) return [];
      const { mean, lower, upper } = found;
      const series = `${asPercent(share, 0)} new`;
      return [{ series, x: epsilon, y: mean, lower, upper }];
    });

type Row = { [column: string]: string | number };

/** Recall, precision and error of the ratio as texts, a row a new part and share, a column a classifier. */
export function scoreRows(scores: readonly MixtureScore[]): Row[] {
  const kindOf = ({ fresh, share }: MixtureScore) =>
    `${asPercent(share, 0)} ${fresh}`;
  return [...new Set(scores.map(kindOf))].map((kind) => {
    const cells = scores
      .filter((score) => kindOf(score) === kind)
      .map(({ method, recall, precision, logError }): [string, string] => [
        methodNames[method],
        `${asPercent(recall.mean, 0)} / ${precision ? asPercent(precision.mean, 0) : "–"} / ${Math.exp(logError).toFixed(2)}`,
      ]);
    return { mixture: kind, ...Object.fromEntries(cells) };
  });
}
