import { type Figure, type FigureWidth, type PlotlyObject } from "../figure";
import { pixels } from "../width";
import { FONT_FAMILIES, type FigureFont } from "./fonts";
import { magnified } from "./magnify";

/** A figure with its size settled: what a renderer hands to Plotly as it is. */
export interface SizedFigure {
  data: PlotlyObject[];
  layout: PlotlyObject;
  frames: PlotlyObject[];
  /** Width and height in CSS pixels. */
  width: number;
  height: number;
}

/** How much larger than on paper Plotly lays figures out, text and all: paper is held closer to the eye than a screen. */
export const MAGNIFICATION = 1.4;

/**
 * Settle a figure's size and typeface, {@link MAGNIFICATION} times larger than on paper. Notebooks show it at this size; files
 * are drawn at this size as well and scaled down, so that both look alike.
 *
 * @param options.width on paper; default the figure's own.
 * @param options.interactive whether there is room for its slider and buttons. Default false.
 */
export function sizeFigure(
  figure: Figure,
  options: {
    width?: FigureWidth;
    font?: FigureFont;
    interactive?: boolean;
  } = {},
): SizedFigure {
  const width = pixels(options.width ?? figure.width) * MAGNIFICATION;
  const controls = options.interactive ? (figure.controls ?? 0) : 0;
  const height = width * (figure.aspect + controls);
  const magnify = <T>(part: T) => magnified(part, MAGNIFICATION) as T;
  const layout = magnify(figure.layout);
  const font = {
    ...(layout.font as object),
    family: FONT_FAMILIES[options.font ?? "sans"],
  };
  return {
    data: magnify(figure.data),
    layout: { ...layout, font, width, height },
    frames: magnify(figure.frames ?? []),
    width,
    height,
  };
}
