import { type AccuracyAxisScale } from "./frame/accuracy-axis";
import { FONT_FAMILIES, type FigureFont } from "./render/fonts";

/** A plain, JSON-able Plotly object: a trace, a layout, an animation frame. */
export type PlotlyObject = { [attribute: string]: unknown };

/** One row of the table of what a figure plots. */
export type FigureRow = {
  [column: string]: string | number | boolean | null | undefined;
};

/** How wide a figure stands on the page: a text column (85 mm), the whole page (170 mm), or so many millimetres. */
export type FigureWidth = "column" | "page" | number;

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
  /** Height divided by width. */
  aspect: number;
  /** What slider and buttons add to the aspect where the figure is interactive; the picture has none. */
  controls?: number;
  /** The width it was designed for. `show` uses it, and `save` unless told otherwise. */
  width: FigureWidth;
}

const MILLIMETRES = { column: 85, page: 170 };
const PIXELS_PER_MILLIMETRE = 96 / 25.4;

/** A width in CSS pixels. */
export const pixels = (width: FigureWidth): number =>
  millimetres(width) * PIXELS_PER_MILLIMETRE;

/** Widths that fit a page and a readable 8-point label, in millimetres. */
const NARROWEST = 30;
const WIDEST = 1000;

/**
 * A width in millimetres.
 *
 * @throws RangeError for a number outside 30–1000 mm, or another word.
 * @example millimetres("column") // 85
 */
export function millimetres(width: FigureWidth): number {
  const value = typeof width === "string" ? MILLIMETRES[width] : width;
  if (!(value >= NARROWEST && value <= WIDEST)) {
    throw new RangeError(
      `A figure can't be ${JSON.stringify(width)} wide: give "column" (${MILLIMETRES.column} mm), "page" (${MILLIMETRES.page} mm) or ${NARROWEST}–${WIDEST} millimetres.`,
    );
  }
  return value;
}

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

/** Attributes that Plotly reads as lengths in pixels, by their own name. */
const LENGTHS = new Set(
  "size thickness ticklen tickwidth gridwidth linewidth zerolinewidth standoff ax ay xshift yshift borderpad borderwidth arrowwidth entrywidth tracegroupgap".split(
    " ",
  ),
);
/** Attributes that are lengths only within certain parents. */
const LENGTHS_WITHIN: { [parent: string]: string[] } = {
  line: ["width"],
  error_x: ["width"],
  error_y: ["width"],
  margin: ["l", "r", "t", "b", "pad"],
  pad: ["l", "r", "t", "b"],
};

function magnified(part: unknown, factor: number, within = ""): unknown {
  if (Array.isArray(part)) {
    return part.map((item) => magnified(item, factor, within));
  }
  if (typeof part !== "object" || part === null) return part;
  const lengths = LENGTHS_WITHIN[within] ?? [];
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      LENGTHS.has(name) || lengths.includes(name)
        ? times(value, factor)
        : magnified(value, factor, name),
    ]),
  );
}

function times(value: unknown, factor: number): unknown {
  if (Array.isArray(value)) return value.map((item) => times(item, factor));
  return typeof value === "number" ? value * factor : value;
}
