import { type FigureWidth } from "../../figure";
import { type ValueUnit } from "../../theme";

/** One bar, as a row of a table has it. */
export interface Bar {
  /** The group it stands in, along the horizontal axis. */
  group: string;
  /** Its kind within the group: its colour and hatching. May be left out where there is but one. */
  series?: string;
  value: number;
  /** Ends of an interval around the value. */
  lower?: number;
  upper?: number;
}

export interface GroupedBarsOptions {
  /** What the vertical axis says. */
  yLabel: string;
  /** What the groups are, under them. Default nothing. */
  xLabel?: string;
  /** `"%"` or `"pp"`: values are fractions, shown as per cent or percentage points. Default none: shown as they are. */
  yUnit?: ValueUnit;
  /** All series there are, in order, so that each keeps its colour in figures that lack some. Default in order of appearance. */
  series?: readonly string[];
  /** A horizontal line to compare with, such as chance. Default none. */
  baseline?: number;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.65. */
  aspect?: number;
}
