import { type PlotlyObject } from "../figure";

const PIXELS_PER_POINT = 96 / 72;

/** A typographic point in the CSS pixels of a figure. */
export const points = (value: number): number => value * PIXELS_PER_POINT;

/** Text sizes at the figure's final size, in CSS pixels: 8.5, 8 and 7.5 pt. */
export const TEXT = {
  label: points(8.5),
  tick: points(8),
  note: points(7.5),
};

/**
 * Colours of categories, in the order they are given out. They differ from each other for readers with any of the common colour
 * deficiencies, and neighbours in the list differ in lightness, so that they also differ in print without colour.
 */
export const PALETTE = [
  "#004c8c",
  "#e8a317",
  "#c0504d",
  "#4fb3a5",
  "#4a1942",
  "#9ecae8",
];

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

/** Colours of what is not a category. */
export const INK = {
  text: "#222222",
  axis: "#555555",
  grid: "#e6e6e6",
  /** Models that set the measure: trained from scratch. */
  baseline: "#8c8c8c",
  /** The line fitted to them. */
  line: "#4d4d4d",
};

/** The item at `index` of an endless repetition of a list. */
export const cycle = <T>(list: readonly T[], index: number): T =>
  list[index % list.length] as T;

/** Names given in advance, then those found, each once: an order for colours. */
export const distinct = (
  given: readonly string[] | undefined,
  found: readonly string[],
): string[] => [...new Set([...(given ?? []), ...found])];

/** `#rrggbb` with an opacity in [0, 1]. */
export function translucent(colour: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    parseInt(colour.slice(at, at + 2), 16),
  );
  return `rgba(${red},${green},${blue},${opacity})`;
}

/** An axis of the theme: thin line and outer ticks, light grid, title close by. */
export function axis(title: string, more: PlotlyObject = {}): PlotlyObject {
  return {
    title: { text: title, standoff: 4, font: { size: TEXT.label } },
    tickfont: { size: TEXT.tick },
    showline: true,
    linecolor: INK.axis,
    linewidth: 0.75,
    ticks: "outside",
    ticklen: 3,
    tickwidth: 0.75,
    tickcolor: INK.axis,
    showgrid: true,
    gridcolor: INK.grid,
    gridwidth: 0.75,
    zeroline: false,
    automargin: true,
    ...more,
  };
}

/** What every layout has in common. */
export function baseLayout(more: PlotlyObject = {}): PlotlyObject {
  return {
    font: { size: TEXT.tick, color: INK.text },
    colorway: PALETTE,
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    margin: { l: 8, r: 6, t: 6, b: 6, pad: 0 },
    hovermode: "closest",
    hoverlabel: { align: "left", font: { size: TEXT.tick } },
    ...more,
  };
}

/** A heading over the plot; none where `title` is empty. */
export function heading(title: string | undefined): PlotlyObject {
  if (!title) return {};
  return {
    title: {
      text: title,
      font: { size: TEXT.label },
      x: 0.5,
      xref: "paper",
      xanchor: "center",
      y: 1,
      yref: "paper",
      yanchor: "bottom",
      pad: { b: 5 },
      automargin: true,
    },
  };
}

/** Room that a legend entry takes beside its text, its row's height, and what the vertical axis takes of the width. */
const LEGEND = { besides: 33, row: 15.2, axis: 55 };

/** About how wide a text of one line is. */
export const textWidth = (text: string, size: number): number =>
  0.45 * size * [...text].length;

/**
 * A legend below the plot, in columns as wide as the longest name.
 *
 * @param names what its entries say.
 * @param width of the figure in CSS pixels.
 * @returns the layout's `legend`, and about how high it will be.
 */
export function legendBelow(
  names: readonly string[],
  width: number,
): { legend: PlotlyObject; height: number } {
  const longest = Math.max(...names.map((name) => textWidth(name, TEXT.note)));
  const columns = Math.max(
    1,
    Math.floor((width - LEGEND.axis) / (longest + LEGEND.besides)),
  );
  return {
    legend: {
      orientation: "h",
      yref: "container",
      y: 0,
      yanchor: "bottom",
      x: 0.5,
      xanchor: "center",
      font: { size: TEXT.note },
      entrywidth: longest,
      tracegroupgap: 0,
    },
    height: LEGEND.row * Math.ceil(names.length / columns),
  };
}
