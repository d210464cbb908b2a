import { type AccuracyAxisScale } from "./frame/accuracy-axis";
import { type FloatingWord, type Obstacle } from "./frame/place-words";
import { type PlotlyObject } from "./plotly-object";

export { type PlotlyObject };

/** One row of the table of what a figure plots. */
export type FigureRow = {
  [column: string]: string | number | boolean | null | undefined;
};

/** How wide a figure stands on the page: a text column (85 mm), the whole page (170 mm), or so many millimetres. */
export type FigureWidth = "column" | "page" | number;

/** Room around a plot, in pixels. */
export interface OuterRoom {
  left: number;
  right: number;
  below: number;
}

/**
 * A figure as data: what Plotly draws, and the table of what is plotted. Pure builders make it (`accuracyOnTheLine`,
 * `curves`, …), `show` and `save` draw it. Sizes in it (fonts, markers, lines, margins) are CSS pixels, 96 to the inch, at the
 * figure's final size on paper; it holds no width or height of its own.
 */
export interface Figure {
  /** Name of the builder, such as `"accuracy-on-the-line"`. */
  kind: string;
  /** What the picture shows, in a sentence: for those who can't see it, and where no picture can be drawn. */
  description: string;
  data: PlotlyObject[];
  layout: PlotlyObject;
  /** Steps of an animation, drawn over `data` by the figure's slider. Where scripts don't run, `data` stands. */
  frames?: PlotlyObject[];
  /** Exactly what is plotted, one row a mark; `save` writes it as CSV beside the figure. */
  rows: FigureRow[];
  /** Axes that lay accuracies out on a scale of their own, whose ticks depend on their range. */
  accuracyScales?: { x?: AccuracyAxisScale; y?: AccuracyAxisScale };
  /** Words that stand where there is room, and what they keep off: small multiples place them anew. */
  floating?: {
    words: readonly FloatingWord[];
    obstacles: readonly Obstacle[];
  };
  /** What names of rows and columns and a colour bar take beyond what axes usually do, in pixels: small multiples leave as much. */
  outer?: OuterRoom;
  /** Height divided by width. */
  aspect: number;
  /** What slider and buttons add to the aspect where the figure is interactive; the picture has none. */
  controls?: number;
  /** The width it was designed for. `show` uses it, and `save` unless told otherwise. */
  width: FigureWidth;
}
