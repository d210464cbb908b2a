import { type PlotlyObject } from "../figure";
import { type Mark, type Obstacle, WEIGHT } from "../frame";
import { INK, translucent } from "../theme";
import { type Bounds, errorBars } from "./error-bars";

/** Points in one colour, with intervals in either direction. */
export interface PointsData {
  x: readonly number[];
  y: readonly number[];
  xBounds?: Bounds;
  yBounds?: Bounds;
  /** One text a point. */
  hover: readonly string[];
}

export interface PointsStyle {
  name: string;
  colour: string;
  /** One for all, or one a point; those that end in `-open` are hollow. */
  symbol: string | readonly string[];
  /** One colour a point for what is within a rim of `colour`. Default filled with `colour`, in a white rim. */
  fills?: readonly string[];
  /** Diameter in pixels. Default 6.5. */
  size?: number;
  /** Default 1. */
  opacity?: number;
  /** Whether markers have a white rim, which keeps crowded ones apart. Default true. */
  rim?: boolean;
  /** What else the trace has: its place in the legend. */
  more?: PlotlyObject;
}

/** Points as markers with error bars; words keep off both. */
export function points(data: PointsData, style: PointsStyle): Mark {
  const { colour, symbol, size = 6.5, opacity = 1 } = style;
  const open = data.x.map((_, i) => isOpen(symbolAt(symbol, i)));
  const hollow = open.some(Boolean);
  const bars = { color: translucent(colour, 0.7 * opacity) };
  return {
    traces: [
      {
        type: "scatter",
        mode: "markers",
        name: style.name,
        x: data.x,
        y: data.y,
        ...(hollow ? { cliponaxis: false } : {}),
        hoverinfo: "text",
        hovertext: data.hover,
        marker: {
          color:
            style.fills ??
            (opacity < 1 ? translucent(colour, opacity) : colour),
          symbol,
          size,
          line: rimOf(style, open),
        },
        ...(data.xBounds && { error_x: errorBars(data.x, data.xBounds, bars) }),
        ...(data.yBounds && { error_y: errorBars(data.y, data.yBounds, bars) }),
        ...style.more,
      },
    ],
    obstacles: obstaclesOf(data),
  };
}

/** Rims: white ones keep filled markers apart, those of hollow and pale ones have the colour. */
function rimOf(
  { colour, fills, rim = true }: PointsStyle,
  open: readonly boolean[],
): PlotlyObject {
  if (fills) return { width: 1.2, color: colour };
  if (!open.some(Boolean)) return { width: rim ? 0.5 : 0, color: INK.paper };
  return {
    width: open.map((each) => (each ? 1.2 : 0.5)),
    color: open.map((each) => (each ? colour : INK.paper)),
  };
}

const symbolAt = (symbol: string | readonly string[], i: number) =>
  typeof symbol === "string" ? symbol : symbol[i]!;
const isOpen = (symbol: string) => symbol.includes("-open");

function obstaclesOf({ x, y, xBounds, yBounds }: PointsData): Obstacle[] {
  const bar = (from: [number, number], to: [number, number]): Obstacle => ({
    points: [from, to],
    joined: true,
    weight: WEIGHT.data,
  });
  return [
    {
      points: x.map((at, i) => [at, y[i]!]),
      joined: false,
      weight: WEIGHT.data,
    },
    ...(xBounds ?? []).flatMap((bound, i) =>
      bound ? [bar([bound[0], y[i]!], [bound[1], y[i]!])] : [],
    ),
    ...(yBounds ?? []).flatMap((bound, i) =>
      bound ? [bar([x[i]!, bound[0]], [x[i]!, bound[1]])] : [],
    ),
  ];
}
