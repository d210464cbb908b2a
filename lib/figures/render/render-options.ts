import { type FigureWidth } from "../figure";
import { type FigureFont } from "./fonts";

/** File formats a figure can be drawn in. */
export type FigureFormat = "pdf" | "svg" | "png";

export interface RenderOptions {
  /** Width on paper. Default the figure's own. */
  width?: FigureWidth;
  /** Typeface. Default `"sans"`. */
  font?: FigureFont;
  /** Default `"white"`. */
  background?: "white" | "transparent";
  /** Dots per inch of a PNG at the figure's size on paper. Default 300. */
  resolution?: number;
}
