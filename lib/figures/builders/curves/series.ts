import { type PlotlyObject } from "../../figure";
import { type Mark } from "../../frame";
import { band, errorBars } from "../../marks";
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
  const curve: Mark = {
    traces: [
      {
        type: "scatter",
        mode: joined ? (markers ? "lines+markers" : "lines") : "markers",
        name: shortLabel(name || yLabel),
        legendgroup: label(name),
        showlegend: named,
        x: xs,
        y: ys,
        line: { color: colour, width: 1.3, dash: cycle(DASHES, index) },
        marker: markerOf(sorted, colour, cycle(SYMBOLS, index)),
        hoverinfo: "text",
        hovertext: sorted.map((point) => hover(point, options, yUnit)),
        ...(hasIntervals && intervals === "bars"
          ? { error_y: errorBars(ys, bounds, { color: colour }) }
          : {}),
      },
    ],
  };
  if (!hasIntervals || intervals === "bars") return [curve];
  const lower = bounds.map((bound, i) => bound?.[0] ?? ys[i]!);
  const upper = bounds.map((bound, i) => bound?.[1] ?? ys[i]!);
  const group = { legendgroup: label(name) };
  return [band(xs, lower, upper, colour, BAND_OPACITY, group), curve];
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
