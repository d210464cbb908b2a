import {
  type Figure,
  type FigureRow,
  type FigureWidth,
  type OuterRoom,
  type PlotlyObject,
} from "../figure";
import {
  baseLayout,
  heading,
  label,
  legendBelow,
  legendNames,
  MARGIN,
} from "../theme";
import { pixels } from "../width";
import { gather, type Mark } from "./mark";
import { placeWords } from "./place-words";
import { type Range } from "./plot";

/** What marks are drawn on: axes, size, heading. */
export interface Frame {
  kind: string;
  description: string;
  /** Axes of the theme. */
  x: PlotlyObject;
  y: PlotlyObject;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width of the plot with its axes; heading and legend add to it. */
  aspect: number;
  /** What the plot's surroundings take beyond what axes usually do; part of `aspect`. */
  outer?: OuterRoom;
  /** What else the height needs, in pixels. */
  extraHeight?: number;
  /** What else the layout has. */
  layout?: PlotlyObject;
  /** What is plotted, where it is not what the marks list, in their order. */
  rows?: readonly FigureRow[];
}

/** About what tick labels and titles of the axes take, in pixels. */
const AXES = { left: 52, below: 45 };

/**
 * A figure of a frame and marks. Marks are drawn in order; the legend stands below, where any trace has a name to show; words that float
 * are placed last, off all that the marks draw.
 */
export function compose(frame: Frame, marks: readonly Mark[]): Figure {
  const { kind, description, title, width = "column", aspect } = frame;
  const across = pixels(width);
  const data = gather(marks, "traces");
  const words = gather(marks, "words");
  const obstacles = gather(marks, "obstacles");
  const { legend, height } = legendBelow(legendNames(data), across);
  const placed =
    words.length === 0
      ? { annotations: [], above: 0 }
      : placeWords(words, obstacles, {
          x: frame.x.range as Range,
          y: frame.y.range as Range,
          width: across - AXES.left,
          height: across * aspect - AXES.below,
        });
  const images = gather(marks, "images");
  return {
    kind,
    description,
    data,
    layout: baseLayout({
      ...heading(title && label(title), placed.above),
      xaxis: frame.x,
      yaxis: frame.y,
      ...(legend ? { legend } : {}),
      annotations: [...gather(marks, "annotations"), ...placed.annotations],
      shapes: gather(marks, "shapes"),
      ...(images.length > 0 ? { images } : {}),
      ...(placed.above > 0
        ? { margin: { ...MARGIN, t: MARGIN.t + placed.above } }
        : {}),
      ...frame.layout,
    }),
    rows: [...(frame.rows ?? gather(marks, "rows"))],
    ...(frame.outer && { outer: frame.outer }),
    ...(words.length > 0 ? { floating: { words, obstacles } } : {}),
    aspect:
      aspect + (height + placed.above + (frame.extraHeight ?? 0)) / across,
    width,
  };
}
