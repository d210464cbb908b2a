import { type Figure, type FigureWidth } from "../../figure";

/** One panel of small multiples. */
export interface Panel {
  /** Written above it. */
  title: string;
  figure: Figure;
}

export interface SmallMultiplesOptions {
  /** Panels a row. Default 2 in a column, 3 on a page. */
  columns?: number;
  /** Whether panels share the range of their horizontal and vertical axes, so that they can be compared by eye. Default both true. */
  shareX?: boolean;
  shareY?: boolean;
  /** Default `"page"`. */
  width?: FigureWidth;
  /** Height over width of a panel. Default 0.8, or 1 where both axes have one scale. */
  aspect?: number;
}
