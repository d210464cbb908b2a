import { type PlotlyObject } from "../figure";
import { type ColourScale } from "./colour-scales";
import { INK } from "./colours";
import { points, TEXT } from "./sizes";

/** What a colour bar takes at the right of a plot, with ticks and title, in pixels. */
export const COLOUR_BAR = points(38);

/**
 * A colour axis with its bar at the right of the plot, as the layout's `coloraxis`.
 *
 * @param title of the bar, along it.
 * @param range what its ends stand for.
 * @param suffix of its ticks.
 */
export const colourAxis = (
  title: string,
  scale: ColourScale,
  [low, high]: readonly [number, number],
  suffix = "",
): PlotlyObject => ({
  colorscale: scale.map((colour, i) => [i / (scale.length - 1), colour]),
  cmin: low,
  cmax: high,
  colorbar: {
    title: { text: title, side: "right", font: { size: TEXT.label } },
    x: 1,
    xanchor: "left",
    xpad: 6,
    ypad: 0,
    thickness: 8,
    len: 1,
    outlinewidth: 0.75,
    outlinecolor: INK.axis,
    nticks: 7,
    ticks: "outside",
    ticklen: 3,
    tickwidth: 0.75,
    tickcolor: INK.axis,
    tickfont: { size: TEXT.tick },
    ticksuffix: suffix,
    exponentformat: "none",
    separatethousands: true,
  },
});
