import { type FigureWidth } from "../../figure";

/** Effective robustness under one shift, of one source's models. */
export interface ShiftRobustness {
  shift: string;
  /** Whether anything new appears in the shifted examples. */
  kind: "in support" | "out of support";
  /** What the models were pre-trained on; may be left out where there is but one. */
  source?: string;
  /** Mean effective robustness with its interval, as fractions; infinite bounds say that nothing is known on that side. */
  mean: number;
  lower: number;
  upper: number;
  /** False where baselines lie on no line, so that the mean is a difference at matched reference accuracy. Default true. */
  isLine?: boolean;
}

export interface RobustnessByShiftOptions {
  /** What counts as no effect, either way, as a fraction. Default 0.02. */
  margin?: number;
  /** What the axis says. Default `"Effective robustness"`. */
  xLabel?: string;
  /** All sources there are, in order, so that each keeps its colour in figures that lack some. Default in order of appearance. */
  sources?: readonly string[];
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
}
