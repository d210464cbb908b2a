import { type Interval } from "../../../robustness";
import { decimals } from "../../theme";
import { type AccuracyOnTheLineData } from "./accuracy-on-the-line-data";

/** "1.0 ± 0.7 pp", or with both ends where the interval is lopsided. */
export function robustnessText({ mean, lower, upper }: Interval): string {
  const pp = (fraction: number) => decimals(100 * fraction, 1);
  const [below, above] = [mean - lower, upper - mean];
  return pp(below) === pp(above)
    ? `${pp(mean)} ± ${pp(above)} pp`
    : `${pp(mean)} [${pp(lower)}, ${pp(upper)}] pp`;
}

/** R² with two decimals; with three where two would round it up to 0.9, from which on baselines are a line. */
export const rSquaredText = (rSquared: number): string =>
  decimals(rSquared, rSquared < 0.9 && rSquared >= 0.895 ? 3 : 2);

/** The figure in sentences. */
export function describe(
  {
    baselines,
    pretrained = [],
    line,
    effectiveRobustness,
    matchedDifference,
  }: AccuracyOnTheLineData,
  referenceLabel: string,
  shiftedLabel: string,
): string {
  const sentences = [
    `${shiftedLabel} against ${referenceLabel} of ${baselines.length} models from scratch and ${pretrained.length} pre-trained ones.`,
    line && `The baseline line has R² = ${rSquaredText(line.rSquared)}.`,
    effectiveRobustness &&
      `Mean effective robustness: ${robustnessText(effectiveRobustness)}.`,
    matchedDifference &&
      `Mean difference at matched reference accuracy: ${robustnessText(matchedDifference)}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}
