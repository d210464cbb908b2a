import { type PlotlyObject } from "../figure";
import { type Mark } from "../frame";

/** A legend entry that stands for all marks of a colour or of a shape. */
export const key = (
  name: string,
  color: string,
  symbol: string,
  more: PlotlyObject = {},
): Mark => ({
  traces: [
    {
      type: "scatter",
      mode: "markers",
      name,
      x: [null],
      y: [null],
      hoverinfo: "skip",
      marker: { color, symbol, size: 6.5 },
      ...more,
    },
  ],
});
