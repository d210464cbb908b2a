import { type PlotlyObject } from "../figure";

/** [lower, upper] as drawn; null where there is none. */
export type Bounds = readonly (readonly [number, number] | null)[];

/**
 * Plotly error bars for estimates with intervals, on any increasing scale.
 *
 * @param at the estimates as drawn.
 */
export function errorBars(
  at: readonly number[],
  bounds: Bounds,
  more: PlotlyObject = {},
): PlotlyObject {
  if (bounds.every((bound) => bound === null)) return { visible: false };
  const length = (from: number, to: number) => Math.max(0, to - from);
  return {
    type: "data",
    symmetric: false,
    array: bounds.map((bound, i) => (bound ? length(at[i]!, bound[1]) : 0)),
    arrayminus: bounds.map((bound, i) =>
      bound ? length(bound[0], at[i]!) : 0,
    ),
    thickness: 0.9,
    width: 1.8,
    ...more,
  };
}
