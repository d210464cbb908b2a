import { type PlotlyObject } from "../../figure";

/** What is shown and hidden together. */
export const legendGroupOf = (trace: PlotlyObject) =>
  String(trace.legendgroup || trace.name);
/** An entry of the legend; equal ones are one. */
export const legendEntryOf = (trace: PlotlyObject) =>
  `${legendGroupOf(trace)}\n${trace.name}`;

/** Only the first of equal legend entries is shown; it stands for all. */
export function showOnceInLegend(
  data: readonly PlotlyObject[],
): PlotlyObject[] {
  const seen = new Set<string>();
  return data.map((trace) => {
    const entry = legendEntryOf(trace);
    const showlegend = trace.showlegend !== false && !seen.has(entry);
    if (showlegend) seen.add(entry);
    return { ...trace, showlegend };
  });
}
