import { type FigureWidth } from "../../figure";
import { type ValueUnit } from "../../theme";

/** One cell of a matrix, as a row of a table has it. */
export interface HeatmapCell {
  row: string;
  column: string;
  /** What it is coloured by and says. Left out, null or NaN: the cell is empty, as one that isn't listed is. */
  value?: number | null;
  /** Ends of an interval around the value, which hover labels say. */
  lower?: number;
  upper?: number;
  /** What is written in it instead of its value. */
  text?: string;
  /** Whether it has no colour, as what is on another scale than the others. Default false. */
  plain?: boolean;
  /** Whether it has a border, as what the others are compared with. Default false. */
  outlined?: boolean;
}

export interface HeatmapOptions {
  /** What is coloured, along the colour bar. */
  valueLabel: string;
  /** `"%"` or `"pp"`: values are fractions, shown as per cent or, with their sign, as percentage points. Default none: shown as they are. */
  valueUnit?: ValueUnit;
  /** Decimals of the numbers in cells. Default 0 with a unit, 2 without. */
  digits?: number;
  /** What columns and rows are. Default nothing. */
  xLabel?: string;
  yLabel?: string;
  /**
   * `"diverging"`: white at 0, red below, blue above, as far on either side; `"sequential"`: the more, the darker. Default diverging for
   * percentage points and where a value is below 0.
   */
  scale?: "diverging" | "sequential";
  /** Values at the ends of the colour bar, beyond which colours stay as they are; [−a, a] on a diverging scale. Default what holds all values. */
  range?: readonly [number, number];
  /** All rows from the top and columns from the left; those without a cell are empty. Default in order of appearance. */
  rows?: readonly string[];
  columns?: readonly string[];
  /** Rows and columns that stand apart from those beside them, such as means. Default none. */
  apart?: readonly string[];
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width of a cell. Default 1. */
  aspect?: number;
}
