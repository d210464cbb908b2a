import { type PlotlyObject } from "../../figure";
import { type Mark } from "../../frame";
import { band, errorBars, key } from "../../marks";
import {
  boundsInUnit,
  cycle,
  DASHES,
  INK,
  inUnit,
  label,
  lines,
  shortLabel,
  SYMBOLS,
  type ValueUnit,
  valueText,
} from "../../theme";
import { plainNumber } from "./ticks";
import { type CurvePoint, type CurvesOptions } from "./curves-data";

const MOST_MARKERS = 30;
const BAND_OPACITY = 0.2;

/** A curve through the points of one series in order of x, with its intervals. */
export function seriesMarks(
  points: readonly CurvePoint[],
  { name, index, named }: { name: string; index: number; named: boolean },
  colour: string,
  options: CurvesOptions,
): Mark[] {
  const { yLabel, yUnit = "", intervals = "bars", joined = true } = options;
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const { markers = sorted.length <= MOST_MARKERS } = options;
  const xs = sorted.map(({ x }) => x);
  const ys = sorted.map(({ y }) => inUnit(y, yUnit));
  const bounds = boundsInUnit(sorted, yUnit);
  const hasIntervals = bounds.some((bound) => bound !== null);
  const someAreHollow = sorted.some(({ hollow }) => hollow);
  const symbol = cycle(SYMBOLS, index);
  const group = { legendgroup: label(name) };
  const look = {
    mode: joined ? (markers ? "lines+markers" : "lines") : "markers",
    line: { color: colour, width: 1.3, dash: cycle(DASHES, index) },
    ...group,
  };
  const curve: Mark = {
    traces: [
      {
        type: "scatter",
        name: shortLabel(name || yLabel),
        showlegend: named && !someAreHollow,
        x: xs,
        y: ys,
        ...look,
        marker: markerOf(sorted, colour, symbol),
        hoverinfo: "text",
        hovertext: sorted.map((point) => hover(point, options, yUnit)),
        ...(hasIntervals && intervals === "bars"
          ? { error_y: errorBars(ys, bounds, { color: colour }) }
          : {}),
      },
    ],
  };
  // Plotly's legend would show the first marker, which may be a hollow one.
  const legend =
    named && someAreHollow ? [key(shortLabel(name), colour, symbol, look)] : [];
  if (!hasIntervals || intervals === "bars") return [curve, ...legend];
  const lower = bounds.map((bound, i) => bound?.[0] ?? ys[i]!);
  const upper = bounds.map((bound, i) => bound?.[1] ?? ys[i]!);
  const between = band(xs, lower, upper, colour, BAND_OPACITY, group);
  return [between, curve, ...legend];
}

/** One marker for all, or hollow ones among them; their rim is in the curve's colour. */
function markerOf(
  points: readonly CurvePoint[],
  colour: string,
  symbol: string,
): PlotlyObject {
  if (!points.some(({ hollow }) => hollow)) {
    const line = { width: 0.5, color: INK.paper };
    return { color: colour, symbol, size: 6, line };
  }
  return {
    color: points.map(({ hollow }) => (hollow ? INK.paper : colour)),
    symbol,
    size: 6,
    line: { width: 1.2, color: colour },
  };
}

const hover = (
  point: CurvePoint,
  { xLabel, yLabel }: CurvesOptions,
  unit: ValueUnit,
): string =>
  lines(
    point.series && `<b>${label(point.series)}</b>`,
    `${label(xLabel)} ${plainNumber(point.x)}`,
    `${label(yLabel)} ${valueText(point, unit)}`,
  );
