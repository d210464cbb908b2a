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

/** The figure in sentences. */
export function describe(
  {
    baselines,
    pretrained = [],
    line,
    effectiveRobustness,
  }: AccuracyOnTheLineData,
  referenceLabel: string,
  shiftedLabel: string,
): string {
  const sentences = [
    `${shiftedLabel} against ${referenceLabel} of ${baselines.length} models from scratch and ${pretrained.length} pre-trained ones.`,
    line && `The baseline line has R² = ${decimals(line.rSquared, 2)}.`,
    effectiveRobustness &&
      `Mean effective robustness: ${robustnessText(effectiveRobustness)}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}
