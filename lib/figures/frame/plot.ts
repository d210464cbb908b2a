export type Range = readonly [number, number];

/** Positions on the axes, or pixels from the lower left of the plot. */
export type Point = readonly [number, number];

/** The plot: the ranges of its axes and about its size in pixels. */
export interface Plot {
  x: Range;
  y: Range;
  width: number;
  height: number;
}

/** Pixels from the lower left of the plot. */
export const toPixels = ([x, y]: Point, plot: Plot): Point => [
  ((x - plot.x[0]) / (plot.x[1] - plot.x[0])) * plot.width,
  ((y - plot.y[0]) / (plot.y[1] - plot.y[0])) * plot.height,
];
