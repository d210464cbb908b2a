import { type PlotlyObject } from "../../figure";
import { type Mark } from "../../frame";
import { has } from "./combinations";

const ABSENT = "#dddddd";

/** One column of the matrix: filled dots, joined, for the remedies of the combination; faint ones for the others. */
export function dotColumn(
  mask: number,
  x: number,
  remedies: number,
  colour: string,
): Mark {
  const rows = Array.from({ length: remedies }, (_, i) => i);
  const column = (ys: number[], color: string, mode: string) => ({
    type: "scatter",
    mode,
    x: ys.map(() => x),
    y: ys,
    yaxis: "y2",
    marker: { size: 7, color },
    line: { width: 1.5, color },
    hoverinfo: "skip",
    showlegend: false,
  });
  const traces: PlotlyObject[] = [
    column(
      rows.filter((i) => !has(mask, i)),
      ABSENT,
      "markers",
    ),
    column(
      rows.filter((i) => has(mask, i)),
      colour,
      "lines+markers",
    ),
  ].filter((trace) => trace.x.length > 0);
  return { traces };
}
