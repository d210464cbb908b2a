import { type PlotlyObject } from "../figure";

/** A place in a plot as shares of its width and height from the lower left. */
export type Place = readonly [number, number];

/** Where positions lie within the ranges of two axes. */
export const placesWithin = (
  xs: readonly number[],
  ys: readonly number[],
  x: readonly [number, number],
  y: readonly [number, number],
): Place[] =>
  xs.map((at, i) => [
    (at - x[0]) / (x[1] - x[0]),
    (ys[i]! - y[0]) / (y[1] - y[0]),
  ]);

/** Where annotations lie that stand at positions of the axes: in the way of a box as marks are. */
export const placesOf = (
  annotations: readonly PlotlyObject[],
  x: readonly [number, number],
  y: readonly [number, number],
): Place[] => {
  const standing = annotations.filter(({ xref, yref }) => !xref && !yref);
  return placesWithin(
    standing.map((each) => Number(each.x)),
    standing.map((each) => Number(each.y)),
    x,
    y,
  );
};

/** Name of an annotation that stands in the freest corner. */
export const BOX = "box";

/** About the size of a box of two lines, in pixels. */
const BOX_SIZE = { width: 105, height: 36 };

/** Corners, the one most likely to be free on an accuracy plot first. */
const CORNERS: readonly Place[] = [
  [0, 1],
  [1, 0],
  [1, 1],
  [0, 0],
];

/**
 * The corner of a plot with the fewest marks in it, as an annotation's attributes.
 *
 * @param plot about the size of the plot in pixels.
 */
export function freestCorner(
  marks: readonly Place[],
  plot: { width: number; height: number },
): PlotlyObject {
  const crowd = ([right, top]: Place) =>
    marks.filter(
      ([x, y]) =>
        Math.abs(x - right) * plot.width < BOX_SIZE.width &&
        Math.abs(y - top) * plot.height < BOX_SIZE.height,
    ).length;
  const crowds = CORNERS.map(crowd);
  const [right, top] = CORNERS[crowds.indexOf(Math.min(...crowds))]!;
  return {
    xref: "paper",
    yref: "paper",
    x: right,
    y: top,
    xanchor: right ? "right" : "left",
    yanchor: top ? "top" : "bottom",
    xshift: right ? -4 : 4,
    yshift: top ? -4 : 4,
  };
}

/** Of some places, the one farthest from any mark. */
export function freestPlace<T extends { place: Place }>(
  candidates: readonly T[],
  marks: readonly Place[],
): T {
  const room = ({ place: [x, y] }: T) =>
    Math.min(...marks.map((mark) => Math.hypot(x - mark[0], y - mark[1])));
  return candidates.reduce((best, next) =>
    room(next) > room(best) ? next : best,
  );
}
