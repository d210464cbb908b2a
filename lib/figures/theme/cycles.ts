/** Marker shapes, the second channel beside colour. */
export const SYMBOLS = [
  "circle",
  "square",
  "diamond",
  "triangle-up",
  "cross",
  "star",
  "triangle-down",
  "x",
];

/** Dash patterns of curves, the second channel beside colour. */
export const DASHES = [
  "solid",
  "dash",
  "dot",
  "dashdot",
  "longdash",
  "longdashdot",
];

/** Hatchings of bars, the second channel beside colour. */
export const HATCHINGS = ["", "/", ".", "x", "-", "\\"];

/** The item at `index` of an endless repetition of a list. */
export const cycle = <T>(list: readonly T[], index: number): T =>
  list[index % list.length] as T;

/** Names given in advance, then those found, each once: an order for colours. */
export const distinct = (
  given: readonly string[] | undefined,
  found: readonly string[],
): string[] => [...new Set([...(given ?? []), ...found])];
