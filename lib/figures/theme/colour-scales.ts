import { INK } from "./colours";

/** Colours at even distances from the lower end of a scale to the upper. */
export type ColourScale = readonly string[];

/**
 * Losses and gains: red, white, blue, as dark at either end, so that without colour depth says how much and the number's sign which way.
 * Told apart with any of the common colour deficiencies ("RdBu" of ColorBrewer, Harrower and Brewer, 2003).
 */
export const DIVERGING: ColourScale = [
  "#b2182b",
  "#ef8a62",
  "#fddbc7",
  "#f7f7f7",
  "#d1e5f0",
  "#67a9cf",
  "#2166ac",
];

/** Amounts: the more, the darker ("Blues" of ColorBrewer). */
export const SEQUENTIAL: ColourScale = [
  "#f7fbff",
  "#deebf7",
  "#c6dbef",
  "#9ecae1",
  "#6baed6",
  "#4292c6",
  "#2171b5",
  "#08519c",
  "#08306b",
];

const channels = (colour: string) =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/**
 * The colour of a scale at a share of its length, as Plotly mixes it.
 *
 * @param share what lies below 0 or above 1 has the colour of that end.
 */
export function colourAt(scale: ColourScale, share: number): string {
  const steps = scale.length - 1;
  const at = Math.min(1, Math.max(0, share)) * steps;
  const step = Math.min(Math.floor(at), steps - 1);
  const [from, to] = [channels(scale[step]!), channels(scale[step + 1]!)];
  const mixed = from.map((c, i) => Math.round(c + (at - step) * (to[i]! - c)));
  return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance, from 0 to 1 (WCAG 2.2). */
export function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Luminance at which black and white words can be read equally well. */
const EVEN = Math.sqrt(1.05 * 0.05) - 0.05;

/** Black or white, whichever stands out more on a colour: by 4.5 to 1 or better. */
export const inkOn = (colour: string): string =>
  luminance(colour) > EVEN ? "#000000" : INK.paper;
