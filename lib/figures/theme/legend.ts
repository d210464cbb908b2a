import { type PlotlyObject } from "../figure";
import { plainText, TEXT, textWidth } from "./sizes";

/** Room that a legend entry takes beside its text, its row's height, and what the vertical axis takes of the width. */
const LEGEND = { besides: 33, row: 15.2, axis: 55 };

/** What the legend says: the names of traces that are in it. */
export const legendNames = (traces: readonly PlotlyObject[]): string[] =>
  traces
    .filter((trace) => trace.showlegend !== false)
    .map(({ name }) => String(name));

/**
 * A legend below the plot, in columns as wide as the longest name; none where there are no names.
 *
 * @param names what its entries say.
 * @param width of the figure in CSS pixels.
 * @returns the layout's `legend`, and about how high it will be.
 */
export function legendBelow(
  names: readonly string[],
  width: number,
): { legend?: PlotlyObject; height: number } {
  if (names.length === 0) return { height: 0 };
  const longest = Math.max(
    ...names.map((name) => textWidth(plainText(name), TEXT.note)),
  );
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
