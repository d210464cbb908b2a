import { type PlotlyObject } from "../figure";
import { type Mark } from "../frame";
import { INK, TEXT } from "../theme";

/** Tiles of one unit a side around their places, with words in them, all of one size and no larger than fits. */
export const tiles = (
  data: {
    x: readonly number[];
    y: readonly number[];
    text: readonly string[];
    hover: readonly string[];
  },
  style: {
    name: string;
    /** A colour, or places on the layout's colour axis. */
    colour: string | readonly number[];
    /** Colour of the words, of all or of each. */
    ink: string | readonly string[];
    /** Strokes over the colour. Default none. */
    hatching?: PlotlyObject;
    more?: PlotlyObject;
  },
): Mark => ({
  traces: [
    {
      type: "bar",
      name: style.name,
      x: data.x,
      y: data.y.map(() => 1),
      base: data.y.map((y) => y - 0.5),
      width: 1,
      marker: {
        color: style.colour,
        ...(typeof style.colour === "string" ? {} : { coloraxis: "coloraxis" }),
        line: { width: 1, color: INK.paper },
        ...(style.hatching && { pattern: style.hatching }),
      },
      text: data.text,
      textposition: "inside",
      insidetextanchor: "middle",
      textangle: 0,
      insidetextfont: { size: TEXT.note, color: style.ink },
      hoverinfo: "text",
      hovertext: data.hover,
      showlegend: false,
      ...style.more,
    },
  ],
});

/** A border around tiles, off which it keeps a little. */
export const tileBorders = (
  places: readonly { x: number; y: number }[],
): Mark => ({
  shapes: places.map(({ x, y }) => ({
    type: "rect",
    xref: "x",
    yref: "y",
    x0: x - BORDER,
    x1: x + BORDER,
    y0: y - BORDER,
    y1: y + BORDER,
    line: { width: 1.2, color: INK.text },
  })),
});

const BORDER = 0.46;
