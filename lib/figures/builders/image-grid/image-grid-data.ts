import { type FigureWidth } from "../../figure";
import { type Images } from "../../marks";

/** One row of a grid. */
export interface ImageRow extends Images {
  /** What the row shows ("reference", "in-support"), written above it. */
  label: string;
  /** Which of the images to show, in order. Default the first ones. */
  indices?: readonly number[];
  /** A word under each image shown, such as its class or score. */
  captions?: readonly string[];
}

export interface ImageGridOptions {
  /** Images a row. Default the longest list of indices, or 8. */
  columns?: number;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
}
