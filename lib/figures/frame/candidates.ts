import { type PlotlyObject } from "../plotly-object";
import { type Plot, type Point, toPixels } from "./plot";
import { type Rectangle } from "./rectangle";

/** A place where words may stand. */
export interface Candidate {
  rectangle: Rectangle;
  /** The annotation's attributes there. */
  attributes: PlotlyObject;
}

type Size = { width: number; height: number };

/** Free space between a box and the frame, in pixels. */
const INSET = 4;
/** Places between two opposite corners that are tried where no corner is free. */
const GRID = { columns: 12, rows: 12 };

/** Corners as shares of the free width and height, the one most likely to be free on an accuracy plot first. */
const CORNERS: readonly Point[] = [
  [0, 1],
  [1, 0],
  [1, 1],
  [0, 0],
];

/** Places for a box: the corners, then a grid over the whole plot from the edges inwards. */
export function anywhere(size: Size, plot: Plot): Candidate[] {
  const grid = Array.from({ length: GRID.columns + 1 }, (_, i) =>
    Array.from({ length: GRID.rows + 1 }, (_, j): Point => [
      i / GRID.columns,
      j / GRID.rows,
    ]),
  ).flat();
  const fromEdge = ([x, y]: Point) => Math.min(x, 1 - x, y, 1 - y);
  grid.sort((a, b) => fromEdge(a) - fromEdge(b));
  const free = {
    x: plot.width - size.width - 2 * INSET,
    y: plot.height - size.height - 2 * INSET,
  };
  return [...CORNERS, ...grid].map(([x, y]) => {
    const left = INSET + x * free.x;
    const bottom = INSET + y * free.y;
    const [right, top] = [left + size.width, bottom + size.height];
    const [atRight, atTop] = [x > 0.5, y > 0.5];
    return {
      rectangle: { left, right, bottom, top },
      attributes: {
        xref: "paper",
        yref: "paper",
        x: (atRight ? right : left) / plot.width,
        y: (atTop ? top : bottom) / plot.height,
        xanchor: atRight ? "right" : "left",
        yanchor: atTop ? "top" : "bottom",
      },
    };
  });
}

/** How far along a line words may stand, and how far beside it, in pixels. */
const SHARES = [0.88, 0.12, 0.7, 0.3, 0.5, 0.2, 0.8, 0.4, 0.6];
const ASIDE = 3;

/** Places beside a line: right below it or left above it, within the plot. */
export function besideLine(
  [from, to]: readonly [Point, Point],
  size: Size,
  plot: Plot,
): Candidate[] {
  const candidates = SHARES.flatMap((share) => {
    const at: Point = [
      from[0] + share * (to[0] - from[0]),
      from[1] + share * (to[1] - from[1]),
    ];
    const [x, y] = toPixels(at, plot);
    return [true, false].map((below): Candidate => {
      const left = below ? x + ASIDE : x - ASIDE - size.width;
      const bottom = below ? y - ASIDE - size.height : y + ASIDE;
      return {
        rectangle: {
          left,
          right: left + size.width,
          bottom,
          top: bottom + size.height,
        },
        attributes: {
          x: at[0],
          y: at[1],
          xshift: below ? ASIDE : -ASIDE,
          yshift: below ? -ASIDE : ASIDE,
          xanchor: below ? "left" : "right",
          yanchor: below ? "top" : "bottom",
        },
      };
    });
  });
  return candidates.filter(
    ({ rectangle: { left, right, bottom, top } }) =>
      left > 0 && bottom > 0 && right < plot.width && top < plot.height,
  );
}
