import { requireFinite, requireInterval, requireSome } from "../frame/check";
import { errorBars } from "../marks/error-bars";
import {
  type Figure,
  type FigureRow,
  type FigureWidth,
  pixels,
  type PlotlyObject,
} from "../figure";
import { label, lines, shortLabel } from "../theme/label";
import {
  axis,
  baseLayout,
  cycle,
  DASHES,
  distinct,
  heading,
  legendBelow,
  PALETTE,
  SYMBOLS,
  translucent,
} from "../theme/theme";
import {
  inUnit,
  levelLine,
  titleInUnit,
  type ValueUnit,
  valueText,
} from "../theme/value-unit";

/** One point of a curve, as a row of a table has it. */
export interface CurvePoint {
  /** Which curve it belongs to; may be left out where there is but one. */
  series?: string;
  /** The hyper-parameter, or whatever runs along the horizontal axis. */
  x: number;
  y: number;
  /** Ends of an interval around y. */
  lower?: number;
  upper?: number;
}

export interface CurvesOptions {
  /** What the axes say. */
  xLabel: string;
  yLabel: string;
  /** `"log"` for quantities varied by factors (learning rate, epochs). Default `"linear"`. */
  xScale?: "linear" | "log";
  yScale?: "linear" | "log";
  /** `"%"` or `"pp"`: y holds fractions, shown as per cent or percentage points. Default none: y is shown as it is. */
  yUnit?: ValueUnit;
  /** Intervals as bands around the curves or as bars on the points. Default `"bars"`. */
  intervals?: "bars" | "band";
  /** Whether points carry markers. Default true for up to 30 points a curve. */
  markers?: boolean;
  /** All series there are, in order, so that each keeps its colour in figures that lack some. Default in order of appearance. */
  series?: readonly string[];
  /** A horizontal line to compare with, such as 0. Default none. */
  baseline?: number;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.65. */
  aspect?: number;
}

/** Distinct values of x up to which each gets its own tick. */
const MOST_TICKS = 8;
const MOST_MARKERS = 30;

/**
 * Curves over a hyper-parameter, one a series, with intervals (as in the appendix of Cohen-Wang et al.: effective robustness over
 * epochs, learning rate, batch size, weight decay). Points are joined in order of x.
 *
 * @throws RangeError for no points, for NaN or infinite values (naming series and x), and for x ≤ 0 on a logarithmic axis.
 * @example
 * curves(table.objects(), { xLabel: "Epochs", yLabel: "Effective robustness", xScale: "log", yUnit: "pp", baseline: 0 });
 */
export function curves(
  points: readonly CurvePoint[],
  options: CurvesOptions,
): Figure {
  const {
    xLabel,
    yLabel,
    xScale = "linear",
    yScale = "linear",
    yUnit = "",
    intervals = "bars",
    baseline,
    title,
    width = "column",
    aspect = 0.65,
  } = options;
  requireSome(points, "The list of points");
  points.forEach((point) => checkPoint(point, xScale, yScale));
  const found = points.map((point) => point.series ?? "");
  const styles = distinct(options.series, found);
  const names = styles.filter((name) => found.includes(name));
  const scale = inUnit(1, yUnit);

  const data = names.flatMap((name) => {
    const i = styles.indexOf(name);
    const series = points
      .filter((point) => (point.series ?? "") === name)
      .sort((a, b) => a.x - b.x);
    const colour = cycle(PALETTE, i);
    const xs = series.map((point) => point.x);
    const ys = series.map((point) => point.y * scale);
    const bounds = series.map((point): [number, number] | null =>
      point.lower === undefined || point.upper === undefined
        ? null
        : [point.lower * scale, point.upper * scale],
    );
    const { markers = series.length <= MOST_MARKERS } = options;
    const curve: PlotlyObject = {
      type: "scatter",
      mode: markers ? "lines+markers" : "lines",
      name: shortLabel(name || yLabel),
      legendgroup: label(name),
      showlegend: names.length > 1,
      x: xs,
      y: ys,
      line: { color: colour, width: 1.3, dash: cycle(DASHES, i) },
      marker: {
        color: colour,
        symbol: cycle(SYMBOLS, i),
        size: 6,
        line: { width: 0.5, color: "#ffffff" },
      },
      hoverinfo: "text",
      hovertext: series.map((point) =>
        lines(
          name && `<b>${label(name)}</b>`,
          `${label(xLabel)} ${plainNumber(point.x)}`,
          `${label(yLabel)} ${valueText(point, yUnit)}`,
        ),
      ),
    };
    if (bounds.every((bound) => bound === null)) return [curve];
    if (intervals === "bars") {
      return [{ ...curve, error_y: errorBars(ys, bounds, { color: colour }) }];
    }
    return [band(xs, ys, bounds, colour, name), curve];
  });

  const { legend, height } =
    names.length > 1
      ? legendBelow(
          names.map((name) => shortLabel(name)),
          pixels(width),
        )
      : { legend: undefined, height: 0 };
  return {
    kind: "curves",
    description: `${yLabel} over ${xLabel}: ${names.filter(Boolean).join(", ") || "one curve"} (${points.length} points).`,
    data,
    layout: baseLayout({
      ...heading(title && label(title)),
      xaxis: axis(label(xLabel), xTicks(points, xScale)),
      yaxis: axis(titleInUnit(yLabel, yUnit), {
        type: yScale,
        ...(yUnit === "%" ? { ticksuffix: "%" } : {}),
      }),
      ...(legend ? { legend } : {}),
      shapes: baseline === undefined ? [] : [levelLine(baseline, yUnit)],
    }),
    rows: points.map(({ series, x, y, lower, upper }): FigureRow => ({
      series,
      x,
      y,
      lower,
      upper,
    })),
    aspect: aspect + height / pixels(width),
    width,
  };
}

function checkPoint(
  { series, x, y, lower, upper }: CurvePoint,
  xScale: string,
  yScale: string,
): void {
  const where = series ? ` of ${JSON.stringify(series)}` : "";
  requireFinite(x, `x${where}`);
  requireFinite(y, `y${where} at x = ${x}`);
  if (lower !== undefined && upper !== undefined) {
    requireInterval([lower, upper], `The interval${where} at x = ${x}`);
  }
  for (const [name, value, scale] of [
    ["x", x, xScale],
    ["y", y, yScale],
  ] as const) {
    if (scale === "log" && value <= 0) {
      throw new RangeError(
        `${name}${where} is ${value}, which has no place on a logarithmic axis. Use {${name}Scale: "linear"} or leave the point out.`,
      );
    }
  }
}

function band(
  xs: number[],
  ys: number[],
  bounds: ([number, number] | null)[],
  colour: string,
  name: string,
): PlotlyObject {
  const upper = bounds.map((bound, i) => bound?.[1] ?? ys[i]);
  const lower = bounds.map((bound, i) => bound?.[0] ?? ys[i]);
  return {
    type: "scatter",
    mode: "lines",
    x: [...xs, ...[...xs].reverse()],
    y: [...upper, ...lower.reverse()],
    fill: "toself",
    fillcolor: translucent(colour, 0.2),
    line: { width: 0 },
    legendgroup: label(name),
    showlegend: false,
    hoverinfo: "skip",
  };
}

/** A tick at each value of x where there are few, as for a swept hyper-parameter; otherwise at the powers of ten of a logarithmic axis. */
function xTicks(
  points: readonly CurvePoint[],
  type: "linear" | "log",
): PlotlyObject {
  const values = [...new Set(points.map((point) => point.x))].sort(
    (a, b) => a - b,
  );
  const many = values.length > MOST_TICKS;
  const powers =
    many && type === "log" ? powersOfTen(values[0], values.at(-1)!) : [];
  if (many && !(powers.length >= 2 && powers.length <= MOST_TICKS)) {
    return { type };
  }
  const ticks = many ? powers : values;
  return {
    type,
    tickmode: "array",
    tickvals: ticks,
    ticktext: ticks.map(plainNumber),
  };
}

function powersOfTen(from: number, to: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(`1e${first + i}`),
  );
}

/** A number as people write it: 0.001, 512, 3e-5. */
function plainNumber(value: number): string {
  const text =
    value !== 0 && Math.abs(value) < 1e-3
      ? value.toExponential()
      : String(Number(value.toPrecision(6)));
  return text.replaceAll("-", "−");
}
