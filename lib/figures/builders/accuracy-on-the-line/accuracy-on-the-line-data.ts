import { type AccuracyLine, type Interval } from "../../../robustness";
import { type FigureWidth } from "../../figure";
import { type AccuracyAxisScale } from "../../frame";

/** A model by its two accuracies. */
export interface AccuracyPoint {
  /** Shown on hover. */
  name: string;
  /** Accuracy on the reference distribution, a fraction in [0, 1]. */
  reference: number;
  /** Accuracy on the shifted distribution, a fraction in [0, 1]. */
  shifted: number;
  /** [lower, upper] of either accuracy: error bars. */
  referenceInterval?: readonly [number, number];
  shiftedInterval?: readonly [number, number];
  /** What the model was pre-trained on: its colour. */
  source?: string;
  /** How it was fine-tuned: its marker. */
  strategy?: string;
}

/** What an accuracy-on-the-line figure shows. */
export interface AccuracyOnTheLineData {
  /** Models trained from scratch, the measure. */
  baselines: readonly AccuracyPoint[];
  /** Pre-trained models, drawn over them by source and strategy. */
  pretrained?: readonly AccuracyPoint[];
  /** The line fitted to the baselines (`fitAccuracyLine`); without it, no line, band or box is drawn. */
  line?: AccuracyLine;
  /** Mean effective robustness of the pre-trained models with its interval, as fractions: the box in the corner. */
  effectiveRobustness?: Interval;
  /**
   * Mean difference from baselines of like reference accuracy with its interval, as fractions: what counts where the baselines are no
   * line. It is in the box, and pre-trained models are hollow, even where a line is drawn.
   */
  matchedDifference?: Interval;
}

export interface AccuracyOnTheLineOptions {
  /** Scale of both axes. Default the line's, or `"probit"` where there is none. */
  scale?: AccuracyAxisScale;
  /** Coverage of the line's band. Default 0.95. */
  level?: number;
  /** What the axes say. Default `"Reference accuracy"` and `"Shifted accuracy"`. */
  referenceLabel?: string;
  shiftedLabel?: string;
  /** What the baseline models are called. Default `"From scratch"`. */
  baselineLabel?: string;
  /**
   * All sources and strategies there are, in order, so that each keeps its colour and marker in figures that lack some of them. Default
   * those of the pre-trained models, in order of appearance.
   */
  sources?: readonly string[];
  strategies?: readonly string[];
  /** Whether pre-trained models of one source and strategy are joined in the order given, as moments of one training are. Default false. */
  joined?: boolean;
  /** Whether to draw y = x where it passes through the picture. Default true. */
  diagonal?: boolean;
  /** A heading over the plot. Default none. */
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.8. */
  aspect?: number;
}
