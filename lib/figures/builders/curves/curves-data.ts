import { type FigureWidth } from "../../figure";
import { type ValueUnit } from "../../theme";

/** One point of a curve, as a row of a table has it. */
export interface CurvePoint {
  /** Which curve it belongs to; may be left out where there is but one. */
  series?: string;
  /** The hyper-parameter, or whatever runs along the horizontal axis. */
  x: number;
  y: number;
  /** Ends of an interval around y. */
  lower?: number;
  upper?: number;
  /** Whether its marker is hollow, as of what is extrapolated. Default false. */
  hollow?: boolean;
}

export interface CurvesOptions {
  /** What the axes say. */
  xLabel: string;
  yLabel: string;
  /** `"log"` for quantities varied by factors (learning rate, epochs). Default `"linear"`. */
  xScale?: "linear" | "log";
  yScale?: "linear" | "log";
  /** `"%"` or `"pp"`: y holds fractions, shown as per cent or percentage points. Default none: y is shown as it is. */
  yUnit?: ValueUnit;
  /** Intervals as bands around the curves or as bars on the points. Default `"bars"`. */
  intervals?: "bars" | "band";
  /** Whether the points of a series are joined in order of x; otherwise they are markers alone. Default true. */
  joined?: boolean;
  /** Whether points carry markers. Default true for up to 30 points a curve. */
  markers?: boolean;
  /** All series there are, in order, so that each keeps its colour in figures that lack some. Default in order of appearance. */
  series?: readonly string[];
  /**
   * For a series the name in the visual dictionary whose colour it takes (`{ "η = 8/L": "from bad weights" }`): several of one meaning
   * have one colour, and differ in dashes and markers. Default its own name.
   */
  like?: { readonly [series: string]: string };
  /** A horizontal line to compare with, such as 0. Default none. */
  baseline?: number;
  /** A vertical line, such as a threshold on what runs along the horizontal axis. Default none. */
  threshold?: number;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.65. */
  aspect?: number;
}
