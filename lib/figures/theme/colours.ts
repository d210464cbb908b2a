/**
 * Colours of categories, in the order they are given out. They differ from each other, from {@link SUPPORT} and from the grey of baselines
 * for readers with any of the common colour deficiencies, and neighbours in the list differ in lightness, so that they also differ in
 * print without colour.
 */
export const PALETTE = [
  "#2b1a6b",
  "#c4302b",
  "#93bdf6",
  "#6f3550",
  "#0f9d58",
  "#2fd6c8",
  "#cf62ee",
];

/** Colours of the two kinds of shift and of the two parts of one. */
export const SUPPORT = { in: "#e6861a", out: "#2f6db3" };

/** Colours of what is not a category. */
export const INK = {
  text: "#222222",
  axis: "#555555",
  grid: "#e6e6e6",
  /** Models that set the measure: trained from scratch. */
  baseline: "#8c8c8c",
  /** The line fitted to them. */
  line: "#4d4d4d",
  paper: "#ffffff",
};

/** `#rrggbb` with an opacity in [0, 1]. */
export function translucent(colour: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    parseInt(colour.slice(at, at + 2), 16),
  );
  return `rgba(${red},${green},${blue},${opacity})`;
}

/** `#rrggbb` thinned with paper, so that `share` of it is left: what lies behind does not show through. */
export function tint(colour: string, share: number): string {
  const channels = [1, 3, 5].map((at) =>
    Math.round(255 - share * (255 - parseInt(colour.slice(at, at + 2), 16))),
  );
  return `#${channels.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}
