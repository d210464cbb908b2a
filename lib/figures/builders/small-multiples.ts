import { tickAttributes } from "../frame/accuracy-axis";
import { requireSome } from "../frame/check";
import {
  type Figure,
  type FigureWidth,
  pixels,
  type PlotlyObject,
} from "../figure";
import { label } from "../theme/label";
import {
  BOX,
  freestCorner,
  type Place,
  placesOf,
  placesWithin,
} from "../frame/placement";
import { legendBelow, points, TEXT } from "../theme/theme";

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
 * @throws RangeError for no panels, for panels of different kinds or of a kind that has no single pair of axes, and for panels that draw
 *   one name in different colours.
 * @example
 * smallMultiples(shifts.map((shift) => ({ title: shift.name, figure: accuracyOnTheLine(shift.models) })));
 */
export function smallMultiples(
  panels: readonly Panel[],
  options: SmallMultiplesOptions = {},
): Figure {
  requireSome(panels, "The list of panels");
  checkKinds(panels);
  checkStyles(panels);
  const grid = layGrid(panels, options);
  const placed = panels.map((panel, i) => placePanel(panel, grid, i));
  const data = showOnceInLegend(placed.flatMap((panel) => panel.data));
  const names = data
    .filter((trace) => trace.showlegend)
    .map((trace) => String(trace.name));
  const { legend, height } =
    names.length > 0
      ? legendBelow(names, pixels(grid.width))
      : { legend: undefined, height: 0 };
  const common = { ...panels[0]!.figure.layout };
  delete common.title;
  return {
    kind: "small-multiples",
    description: panels
      .map(({ title, figure }) => `${title}: ${figure.description}`)
      .join(" "),
    data,
    layout: {
      ...common,
      ...Object.assign({}, ...placed.map((panel) => panel.axes)),
      margin: { ...(common.margin as object), t: GAPS.title },
      annotations: placed.flatMap((panel) => panel.annotations),
      shapes: placed.flatMap((panel) => panel.shapes),
      ...(legend ? { legend } : { showlegend: false }),
    },
    rows: panels.flatMap(({ title, figure }) =>
      figure.rows.map((row) => ({ panel: title, ...row })),
    ),
    aspect:
      (grid.height + GAPS.title + OUTER.bottom + height) / pixels(grid.width),
    width: grid.width,
  };
}

/** How panels are laid out; lengths in pixels. */
interface Grid {
  width: FigureWidth;
  /** Height of all panels with the gaps between them. */
  height: number;
  panel: { width: number; height: number };
  gap: { x: number; y: number };
  columns: number;
  count: number;
  shareX: boolean;
  shareY: boolean;
  /** Whether both axes of a panel have one scale. */
  oneScale: boolean;
  /** Shared ranges with their ticks. */
  x?: SharedRange;
  y?: SharedRange;
}

type SharedRange = { range: [number, number] } & PlotlyObject;

function layGrid(
  panels: readonly Panel[],
  options: SmallMultiplesOptions,
): Grid {
  const { shareX = true, shareY = true, width = "page" } = options;
  const { columns: wanted = width === "column" ? 2 : 3 } = options;
  const oneScale =
    (panels[0]!.figure.layout.yaxis as PlotlyObject).scaleanchor !== undefined;
  const { aspect = oneScale ? 1 : 0.8 } = options;
  const columns = Math.min(wanted, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const gap = {
    x: shareY ? points(8) : GAPS.ticks,
    y: GAPS.titled + (shareX ? 0 : GAPS.ticks),
  };
  const across = pixels(width) - OUTER.left - gap.x * (columns - 1);
  const panel = {
    width: across / columns,
    height: (across / columns) * aspect,
  };
  return {
    width,
    height: rows * panel.height + (rows - 1) * gap.y,
    panel,
    gap,
    columns,
    count: panels.length,
    shareX,
    shareY,
    oneScale,
    ...(shareX ? { x: commonRange(panels, "x") } : {}),
    ...(shareY ? { y: commonRange(panels, "y") } : {}),
  };
}

/** A panel's axes, marks and notes, moved to its place in the grid. */
function placePanel({ title, figure }: Panel, grid: Grid, index: number) {
  const { panel, gap, columns, shareX, shareY, oneScale } = grid;
  const column = index % columns;
  const row = Math.floor(index / columns);
  const across = pixels(grid.width) - OUTER.left;
  const x0 = (column * (panel.width + gap.x)) / across;
  const x1 = x0 + panel.width / across;
  const y1 = 1 - (row * (panel.height + gap.y)) / grid.height;
  const y0 = y1 - panel.height / grid.height;
  const n = index === 0 ? "" : String(index + 1);
  const lowest = index + columns >= grid.count;
  const untitled = { title: { text: "" } };
  const bare = { showticklabels: false };
  const { xaxis, yaxis, annotations, shapes } = figure.layout;

  const moved = (part: PlotlyObject) => ({
    ...part,
    ...movedReference(part, "x", n, x0, x1),
    ...movedReference(part, "y", n, y0, y1),
  });
  const marks = marksOf(figure, grid);
  const heading: PlotlyObject = {
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
  };
  return {
    axes: {
      [`xaxis${n}`]: {
        ...(xaxis as PlotlyObject),
        domain: [x0, x1],
        anchor: `y${n}`,
        ...grid.x,
        ...(shareX && n && !oneScale ? { matches: "x" } : {}),
        ...(shareX && !lowest ? bare : {}),
        ...(lowest ? {} : untitled),
      },
      [`yaxis${n}`]: {
        ...(yaxis as PlotlyObject),
        domain: [y0, y1],
        anchor: `x${n}`,
        ...grid.y,
        ...(oneScale ? { scaleanchor: `x${n}` } : {}),
        ...(shareY && n && !oneScale ? { matches: "y" } : {}),
        ...(shareY && column > 0 ? bare : {}),
        ...(column > 0 ? untitled : {}),
      },
    },
    annotations: [
      heading,
      ...list(annotations)
        .map((part) =>
          part.name === BOX ? { ...part, ...freestCorner(marks, panel) } : part,
        )
        .map(moved),
    ],
    shapes: list(shapes).map(moved),
    data: figure.data.map((trace) => ({
      ...trace,
      legendgroup: legendGroupOf(trace),
      xaxis: `x${n}`,
      yaxis: `y${n}`,
    })),
  };
}

const legendGroupOf = (trace: PlotlyObject) =>
  String(trace.legendgroup || trace.name);
const legendEntryOf = (trace: PlotlyObject) =>
  `${legendGroupOf(trace)}\n${trace.name}`;

/** Only the first of equal legend entries is shown; it stands for all. */
function showOnceInLegend(data: readonly PlotlyObject[]): PlotlyObject[] {
  const seen = new Set<string>();
  return data.map((trace) => {
    const entry = legendEntryOf(trace);
    const showlegend = trace.showlegend !== false && !seen.has(entry);
    if (showlegend) seen.add(entry);
    return { ...trace, showlegend };
  });
}

/** Refuse panels that draw one name in different ways: there is but one legend. */
function checkStyles(panels: readonly Panel[]): void {
  const styles = new Map<string, string>();
  for (const { title, figure } of panels) {
    for (const trace of figure.data) {
      if (trace.showlegend === false) continue;
      const { color } = (trace.marker ?? trace.line ?? {}) as PlotlyObject;
      const style = String(color).replace(/,[\d.]+\)$/, ")"); // of any opacity
      const entry = legendEntryOf(trace);
      if ((styles.get(entry) ?? style) !== style) {
        throw new RangeError(
          `"${trace.name}" is drawn differently in panel "${title}" than before. Name all series, sources and strategies in the options of each panel's figure, in one order, so that each keeps its colour.`,
        );
      }
      styles.set(entry, style);
    }
  }
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

/** Where a figure's markers and words lie, within shared ranges where there are any. */
function marksOf(figure: Figure, { x, y }: Grid): Place[] {
  const [xRange, yRange] = [
    x?.range ?? rangeOf(figure, "x"),
    y?.range ?? rangeOf(figure, "y"),
  ];
  const markers = figure.data
    .filter((trace) => trace.mode === "markers" && trace.hovertext)
    .flatMap((trace) =>
      placesWithin(trace.x as number[], trace.y as number[], xRange, yRange),
    );
  const words = list(figure.layout.annotations);
  return [...markers, ...placesOf(words, xRange, yRange)];
}

const list = (parts: unknown) => (parts ?? []) as PlotlyObject[];

/** The range that holds those of all panels, with its ticks. */
function commonRange(panels: readonly Panel[], which: "x" | "y"): SharedRange {
  const ends = panels.flatMap(({ figure }) => rangeOf(figure, which));
  const range: [number, number] = [Math.min(...ends), Math.max(...ends)];
  const scale = panels[0]!.figure.accuracyScales?.[which];
  return { range, ...(scale ? tickAttributes(range, scale) : {}) };
}

/** Free space beyond the outermost marks. */
const PADDING = 0.05;

/** The range of a figure's axis: its own, or else what its marks and error bars need. */
function rangeOf({ data, layout }: Figure, which: "x" | "y"): [number, number] {
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
