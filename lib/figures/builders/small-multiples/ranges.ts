import { extent } from "../../../numerics";
import { type Figure, type PlotlyObject } from "../../figure";
import { tickAttributes } from "../../frame";
import { type Panel } from "./small-multiples-data";

/** A range with its ticks. */
export type SharedRange = { range: [number, number] } & PlotlyObject;

/** The range that holds those of all panels, with its ticks. */
export function commonRange(
  panels: readonly Panel[],
  which: "x" | "y",
): SharedRange {
  const ends = panels.flatMap(({ figure }) => rangeOf(figure, which));
  const range = extent(ends);
  const scale = panels[0]!.figure.accuracyScales?.[which];
  return { range, ...(scale ? tickAttributes(range, scale) : {}) };
}

/** Free space beyond the outermost marks. */
const PADDING = 0.05;

/** The range of a figure's axis: its own, or else what its marks and error bars need. */
export function rangeOf(
  { data, layout }: Figure,
  which: "x" | "y",
): [number, number] {
  const { range, type } = layout[`${which}axis`] as {
    range?: [number, number];
    type?: string;
  };
  if (range) return range;
  const values = data.flatMap((trace) => {
    const at = (trace[which] as (number | null)[]).map((value) => value ?? NaN);
    const error = (trace[`error_${which}`] ?? {}) as {
      array?: number[];
      arrayminus?: number[];
    };
    return [
      ...at.map((value, i) => value + (error.array?.[i] ?? 0)),
      ...at.map((value, i) => value - (error.arrayminus?.[i] ?? 0)),
      ...(trace.type === "bar" && which === "y" ? [0] : []),
    ];
  });
  const drawn = values
    .map((value) => (type === "log" ? Math.log10(value) : value))
    .filter(Number.isFinite);
  const [low, high] = extent(drawn);
  const padding = PADDING * (high - low || 1);
  return [low - padding, high + padding];
}
