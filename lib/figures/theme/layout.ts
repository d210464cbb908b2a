import { type PlotlyObject } from "../figure";
import { INK, PALETTE } from "./colours";
import { TEXT } from "./sizes";

/** Free space around a plot and the labels of its axes, in pixels; above, half of a tick's label that stands at the plot's upper edge, which Plotly leaves out where it has no room. */
export const MARGIN = { l: 8, r: 6, t: 8, b: 6, pad: 0 };

/** What every layout has in common. */
export function baseLayout(more: PlotlyObject = {}): PlotlyObject {
  return {
    font: { size: TEXT.tick, color: INK.text },
    colorway: PALETTE,
    paper_bgcolor: INK.paper,
    plot_bgcolor: INK.paper,
    margin: MARGIN,
    hovermode: "closest",
    hoverlabel: { align: "left", font: { size: TEXT.tick } },
    ...more,
  };
}

/** A heading over the plot, so many pixels `above` it; none where `title` is empty. */
export function heading(title: string | undefined, above = 0): PlotlyObject {
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
      pad: { b: 5 + above },
      automargin: true,
    },
  };
}
