import { type FigureWidth } from "../../figure";

/** An example in the plane. */
export interface LabelledPoint {
  x: number;
  y: number;
  /** Its class. */
  label: -1 | 1;
  /** What it belongs to ("reference", "shifted"): filled markers for the first group, open ones for the others. */
  group?: string;
}

/** The line `weights · (x, y) + intercept = 0`; on the side where the sum is positive, 1 is predicted. */
export interface Boundary {
  name: string;
  weights: readonly [number, number];
  /** Default 0. */
  intercept?: number;
}

/** The boundaries at one step of an optimiser. */
export interface BoundaryStep {
  /** What the slider says, such as the number of iterations. */
  label: string;
  boundaries: readonly Boundary[];
}

/** What a decision-boundary figure shows. */
export interface DecisionBoundaryData {
  points: readonly LabelledPoint[];
  /** Boundaries drawn as lines, each with its own colour and dashes. */
  boundaries?: readonly Boundary[];
  /** The same boundaries over the steps of an optimiser: a slider moves through them. The last step is what stands still. */
  steps?: readonly BoundaryStep[];
  /** A direction that spans W_ref, drawn through the origin as a faint line. */
  subspace?: readonly [number, number];
}

export interface DecisionBoundaryOptions {
  /** What the axes say. Default x₁ and x₂. */
  xLabel?: string;
  yLabel?: string;
  /** Half the side of the square window around the origin. Default: holds all points. */
  extent?: number;
  /** Whether to tint the side where 1 is predicted, where there is but one boundary. Default true. */
  shade?: boolean;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
}
