import { type PlotlyObject } from "../figure";
import { type Mark, type Point } from "../frame";
import { translucent } from "../theme";

/** A filled polygon, never in the legend. */
export const area = (
  corners: readonly Point[],
  colour: string,
  opacity: number,
  more: PlotlyObject = {},
): Mark => ({
  traces: [
    {
      type: "scatter",
      mode: "lines",
      x: corners.map(([x]) => x),
      y: corners.map(([, y]) => y),
      fill: "toself",
      fillcolor: translucent(colour, opacity),
      line: { width: 0 },
      showlegend: false,
      hoverinfo: "skip",
      ...more,
    },
  ],
});

/** A band between two curves over the same x. */
export const band = (
  x: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
  colour: string,
  opacity: number,
  more: PlotlyObject = {},
): Mark =>
  area(
    [
      ...x.map((at, i): Point => [at, upper[i]!]),
      ...x.map((at, i): Point => [at, lower[i]!]).reverse(),
    ],
    colour,
    opacity,
    more,
  );
