import { type PlotlyObject } from "../figure";
import { INK } from "./colours";
import { TEXT } from "./sizes";

/** An axis of the theme: thin line and outer ticks, light grid, title close by, ticks in plain numbers. */
export function axis(title: string, more: PlotlyObject = {}): PlotlyObject {
  return {
    title: { text: title, standoff: 4, font: { size: TEXT.label } },
    tickfont: { size: TEXT.tick },
    showline: true,
    linecolor: INK.axis,
    linewidth: 0.75,
    ticks: "outside",
    ticklen: 3,
    tickwidth: 0.75,
    tickcolor: INK.axis,
    showgrid: true,
    gridcolor: INK.grid,
    gridwidth: 0.75,
    zeroline: false,
    automargin: true,
    ...PLAIN_NUMBERS,
    ...more,
  };
}

/** Plotly would write 20k and 10µ. */
const PLAIN_NUMBERS = { exponentformat: "none", separatethousands: true };
