import { type PlotlyObject } from "../figure";
import { type Mark } from "../frame";
import { INK, tint } from "../theme";
import { type Bounds, errorBars } from "./error-bars";

/** How much of its colour a bar keeps, so that the interval on it can be seen. */
const SHARE = 0.7;

/** Bars of one kind: a colour with a hatching, and intervals. */
export const bars = (
  data: {
    x: readonly number[];
    y: readonly number[];
    bounds?: Bounds;
    hover: readonly string[];
  },
  style: {
    name: string;
    colour: string;
    hatching?: string;
    more?: PlotlyObject;
  },
): Mark => ({
  traces: [
    {
      type: "bar",
      name: style.name,
      x: data.x,
      y: data.y,
      marker: {
        color: tint(style.colour, SHARE),
        line: { width: 0.5, color: INK.paper },
        pattern: {
          shape: style.hatching ?? "",
          bgcolor: tint(style.colour, SHARE),
          fgcolor: INK.paper,
          size: 4,
          solidity: 0.25,
        },
      },
      ...(data.bounds && {
        error_y: errorBars(data.y, data.bounds, { color: INK.text }),
      }),
      hoverinfo: "text",
      hovertext: data.hover,
      ...style.more,
    },
  ],
});
