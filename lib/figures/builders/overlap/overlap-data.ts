import { type FigureWidth } from "../../figure";

/** Which examples one remedy corrects. */
export interface CorrectedExamples {
  /** The remedy. */
  name: string;
  /** One entry an example, in the same order for all remedies: true (or 1) where it is corrected. */
  corrected: ArrayLike<boolean | number>;
}

export interface OverlapOptions {
  /** What is counted. Default `"Corrected examples"`. */
  yLabel?: string;
  /** Whether to mark how many would be expected if the remedies corrected examples independently of each other. Default true. */
  independence?: boolean;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.7. */
  aspect?: number;
}
