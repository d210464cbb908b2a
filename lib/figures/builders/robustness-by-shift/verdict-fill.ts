import { type Verdict, verdictOf } from "../../../robustness";
import { INK, tint } from "../../theme";
import { type ShiftRobustness } from "./robustness-by-shift-data";

/** How a verdict fills its marker. */
interface Fill {
  /** Share of the colour in it; the rest is paper. */
  share: number;
  /** Added to the marker's shape. */
  suffix: string;
}

const FILLS: { [verdict in Verdict | "no line"]: Fill } = {
  "above zero": { share: 1, suffix: "" },
  "below zero": { share: 1, suffix: "" },
  "about zero": { share: 0.35, suffix: "" },
  undecided: { share: 1, suffix: "-open-dot" },
  "no line": { share: 1, suffix: "-open" },
};

/** The legend's entries for fills, in order. */
export const FILL_KEYS: readonly [string, readonly (keyof typeof FILLS)[]][] = [
  ["above or below 0", ["above zero", "below zero"]],
  ["about 0", ["about zero"]],
  ["undecided", ["undecided"]],
  ["no line", ["no line"]],
];

/** The verdict on a row, or that it is not measured by a line. */
export const standingOf = (
  row: ShiftRobustness,
  margin: number,
): keyof typeof FILLS =>
  row.isLine === false ? "no line" : verdictOf(row, { margin });

/** The marker of a standing: its shape and the colour within. */
export function markerOf(
  standing: keyof typeof FILLS,
  symbol: string,
  colour: string = INK.text,
): { symbol: string; fill: string } {
  const { share, suffix } = FILLS[standing];
  return { symbol: symbol + suffix, fill: tint(colour, share) };
}
