import { type PlotlyObject } from "../figure";
import { type Mark } from "../frame";

/** A line through points, without markers. It is in the legend where `more` says so. */
export const line = (
  x: readonly unknown[],
  y: readonly unknown[],
  style: { color: string; width: number; dash?: string },
  more: PlotlyObject = {},
): Mark => ({
  traces: [
    {
      type: "scatter",
      mode: "lines",
      x,
      y,
      line: { dash: "solid", ...style },
      hoverinfo: "skip",
      showlegend: false,
      ...more,
    },
  ],
});
