import {
  type Figure,
  type FigureWidth,
  pixels,
  type PlotlyObject,
} from "./figure";
import { tickAttributes } from "./accuracy-axis";
import { label } from "./label";
import { requireSome } from "./check";
import { BOX, freestCorner, type Place, placesWithin } from "./placement";
import { legendBelow, points, TEXT } from "./theme";

/** One panel of small multiples. */
export interface Panel {
  /** Written above it. */
  title: string;
  figure: Figure;
}

export interface SmallMultiplesOptions {
  /** Panels a row. Default 2 in a column, 3 on a page. */
  columns?: number;
  /** Whether panels share the range of their horizontal and vertical axes, so that they can be compared by eye. Default both true. */
  shareX?: boolean;
  shareY?: boolean;
  /** Default `"page"`. */
  width?: FigureWidth;
  /** Height over width of a panel. Default 0.8, or 1 where both axes have one scale. */
  aspect?: number;
}

/** Space between panels, in pixels: for a title above, and for tick labels where axes are not shared. */
const GAPS = { title: points(14), titled: points(20), ticks: points(26) };
/** About what the outer axes take. */
const OUTER = { left: points(34), bottom: points(30) };

/**
 * Small multiples: figures of one kind side by side, under one legend, with shared axes. Axis titles are written once, at the left and
 * at the bottom; a legend entry shows and hides its marks in all panels.
 *
 * Panels are figures with one pair of axes: `accuracyOnTheLine`, `curves`, `groupedBars`, `decisionBoundary`. Shared accuracy axes
 * should be laid out on the same scale.
 *
 * @throws RangeError for no panels, or for panels of different kinds or of a kind that has no single pair of axes.
 * @example
 * smallMultiples(shifts.map((shift) => ({ title: shift.name, figure: accuracyOnTheLine(shift.models) })));
 */
export function smallMultiples(
  panels: readonly Panel[],
  options: SmallMultiplesOptions = {},
): Figure {
  requireSome(panels, "The list of panels");
  checkKinds(panels);
  const { shareX = true, shareY = true, width = "page" } = options;
  const { columns: wanted = width === "column" ? 2 : 3 } = options;
  const columns = Math.min(wanted, panels.length);
  const oneScale = hasOneScale(panels[0]!.figure);
  const { aspect = oneScale ? 1 : 0.8 } = options;
  const rows = Math.ceil(panels.length / columns);

  const across = pixels(width) - OUTER.left;
  const xGap = shareY ? points(8) : GAPS.ticks;
  const yGap = GAPS.titled + (shareX ? 0 : GAPS.ticks);
  const panelWidth = (across - xGap * (columns - 1)) / columns;
  const panelHeight = panelWidth * aspect;
  const panel = { width: panelWidth, height: panelHeight };
  const plotHeight = rows * panelHeight + (rows - 1) * yGap;

  const ranges = {
    x: shareX ? commonRange(panels, "x") : undefined,
    y: shareY ? commonRange(panels, "y") : undefined,
  };
  const layout: PlotlyObject = { ...panels[0]!.figure.layout };
  const annotations: PlotlyObject[] = [];
  const shapes: PlotlyObject[] = [];
  const data: PlotlyObject[] = [];
  const seen = new Set<string>();
  panels.forEach(({ title, figure }, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    const x0 = (column * (panelWidth + xGap)) / across;
    const x1 = x0 + panelWidth / across;
    const y1 = 1 - (row * (panelHeight + yGap)) / plotHeight;
    const y0 = y1 - panelHeight / plotHeight;
    const n = i === 0 ? "" : String(i + 1);
    const lowest = i + columns >= panels.length;
    const source = figure.layout;
    layout[`xaxis${n}`] = {
      ...(source.xaxis as PlotlyObject),
      domain: [x0, x1],
      anchor: `y${n}`,
      ...ranges.x,
      ...(shareX && n && !oneScale ? { matches: "x" } : {}),
      ...(shareX && !lowest ? { showticklabels: false } : {}),
      ...(lowest ? {} : { title: { text: "" } }),
    };
    layout[`yaxis${n}`] = {
      ...(source.yaxis as PlotlyObject),
      domain: [y0, y1],
      anchor: `x${n}`,
      ...ranges.y,
      ...(oneScale ? { scaleanchor: `x${n}` } : {}),
      ...(shareY && n && !oneScale ? { matches: "y" } : {}),
      ...(shareY && column > 0 ? { showticklabels: false } : {}),
      ...(column > 0 ? { title: { text: "" } } : {}),
    };
    annotations.push({
      text: `<b>${label(title)}</b>`,
      showarrow: false,
      xref: "paper",
      yref: "paper",
      x: (x0 + x1) / 2,
      y: y1,
      xanchor: "center",
      yanchor: "bottom",
      yshift: 1,
      font: { size: TEXT.tick },
    });
    const moved = (part: PlotlyObject) => ({
      ...part,
      ...movedReference(part, "x", n, x0, x1),
      ...movedReference(part, "y", n, y0, y1),
    });
    const marks = marksOf(figure, ranges.x?.range, ranges.y?.range);
    annotations.push(
      ...list(source.annotations)
        .map((part) =>
          part.name === BOX ? { ...part, ...freestCorner(marks, panel) } : part,
        )
        .map(moved),
    );
    shapes.push(...list(source.shapes).map(moved));
    data.push(
      ...figure.data.map((trace) => {
        const group = String(trace.legendgroup || trace.name);
        const key = `${group}\n${trace.name}`;
        const first = trace.showlegend !== false && !seen.has(key);
        if (first) seen.add(key);
        return {
          ...trace,
          xaxis: `x${n}`,
          yaxis: `y${n}`,
          legendgroup: group,
          showlegend: first,
        };
      }),
    );
  });
  const names = data
    .filter((trace) => trace.showlegend)
    .map((trace) => String(trace.name));
  const { legend, height } =
    names.length > 0
      ? legendBelow(names, pixels(width))
      : { legend: undefined, height: 0 };
  delete layout.title;
  return {
    kind: "small-multiples",
    description: panels
      .map(({ title, figure }) => `${title}: ${figure.description}`)
      .join(" "),
    data,
    layout: {
      ...layout,
      margin: { ...(layout.margin as object), t: GAPS.title },
      annotations,
      shapes,
      ...(legend ? { legend } : { showlegend: false }),
    },
    rows: panels.flatMap(({ title, figure }) =>
      figure.rows.map((row) => ({ panel: title, ...row })),
    ),
    aspect: (plotHeight + GAPS.title + OUTER.bottom + height) / pixels(width),
    width,
  };
}

function checkKinds(panels: readonly Panel[]): void {
  const { kind } = panels[0]!.figure;
  for (const { title, figure } of panels) {
    if (figure.kind !== kind) {
      throw new RangeError(
        `Panel "${title}" is of kind "${figure.kind}", the first one "${kind}": small multiples compare figures of one kind.`,
      );
    }
    if (figure.layout.yaxis2 || figure.layout.images || figure.frames) {
      throw new RangeError(
        `Panel "${title}" can't be a small multiple: ${figure.kind} has images, frames or axes of its own.`,
      );
    }
  }
}

/** Where a figure's markers lie, within shared ranges where there are any. */
function marksOf(
  figure: Figure,
  x: readonly [number, number] | undefined,
  y: readonly [number, number] | undefined,
): Place[] {
  const [xRange, yRange] = [
    x ?? rangeOf(figure, "x"),
    y ?? rangeOf(figure, "y"),
  ] as [[number, number], [number, number]];
  return figure.data
    .filter((trace) => trace.mode === "markers" && trace.hovertext)
    .flatMap((trace) =>
      placesWithin(trace.x as number[], trace.y as number[], xRange, yRange),
    );
}

const hasOneScale = ({ layout }: Figure) =>
  (layout.yaxis as PlotlyObject).scaleanchor !== undefined;

const list = (parts: unknown) => (parts ?? []) as PlotlyObject[];

/** The range that holds those of all panels, with its ticks. */
function commonRange(
  panels: readonly Panel[],
  which: "x" | "y",
): { range: [number, number] } & PlotlyObject {
  const ends = panels.flatMap(({ figure }) => rangeOf(figure, which));
  const range: [number, number] = [Math.min(...ends), Math.max(...ends)];
  const scale = panels[0]!.figure.accuracyScales?.[which];
  return { range, ...(scale ? tickAttributes(range, scale) : {}) };
}

/** Free space beyond the outermost marks. */
const PADDING = 0.05;

/** The range of a figure's axis: its own, or else what its marks and error bars need. */
function rangeOf({ data, layout }: Figure, which: "x" | "y"): number[] {
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
  const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
  const padding = PADDING * (high - low || 1);
  return [low - padding, high + padding];
}

/** Where an annotation or shape of a lone figure goes in a panel: to the panel's axis, or to its part of the paper. */
function movedReference(
  part: PlotlyObject,
  axis: "x" | "y",
  n: string,
  from: number,
  to: number,
): PlotlyObject {
  const reference = `${axis}ref`;
  if (part[reference] !== "paper") return { [reference]: `${axis}${n}` };
  const within = (at: unknown) => from + (to - from) * (at as number);
  return Object.fromEntries(
    [axis, `${axis}0`, `${axis}1`]
      .filter((name) => part[name] !== undefined)
      .map((name) => [name, within(part[name])]),
  );
}
