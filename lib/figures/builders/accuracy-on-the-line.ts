import {
  type AccuracyLine,
  assertFractions,
  type Interval,
} from "../../robustness";
import {
  accuracyAxis,
  type AccuracyAxis,
  type AccuracyAxisScale,
  tickAttributes,
} from "../frame/accuracy-axis";
import { requireInterval, requireSome } from "../frame/check";
import {
  type Figure,
  type FigureRow,
  type FigureWidth,
  pixels,
  type PlotlyObject,
} from "../figure";
import { errorBars } from "../marks/error-bars";
import {
  decimals,
  label,
  lines,
  percent,
  percentagePoints,
  shortLabel,
} from "../theme/label";
import {
  BOX,
  freestCorner,
  freestPlace,
  type Place,
  placesOf,
  placesWithin,
} from "../frame/placement";
import {
  axis,
  baseLayout,
  cycle,
  distinct,
  heading,
  INK,
  legendBelow,
  PALETTE,
  SYMBOLS,
  TEXT,
  translucent,
} from "../theme/theme";

/** A model by its two accuracies. */
export interface AccuracyPoint {
  /** Shown on hover. */
  name: string;
  /** Accuracy on the reference distribution, a fraction in [0, 1]. */
  reference: number;
  /** Accuracy on the shifted distribution, a fraction in [0, 1]. */
  shifted: number;
  /** [lower, upper] of either accuracy: error bars. */
  referenceInterval?: readonly [number, number];
  shiftedInterval?: readonly [number, number];
  /** What the model was pre-trained on: its colour. */
  source?: string;
  /** How it was fine-tuned: its marker. */
  strategy?: string;
}

/** What an accuracy-on-the-line figure shows. */
export interface AccuracyOnTheLineData {
  /** Models trained from scratch, the measure. */
  baselines: readonly AccuracyPoint[];
  /** Pre-trained models, drawn over them by source and strategy. */
  pretrained?: readonly AccuracyPoint[];
  /** The line fitted to the baselines (`fitAccuracyLine`); without it, no line, band or box is drawn. */
  line?: AccuracyLine;
  /** Mean effective robustness of the pre-trained models with its interval, as fractions: the box in the corner. */
  effectiveRobustness?: Interval;
}

export interface AccuracyOnTheLineOptions {
  /** Scale of both axes. Default the line's, or `"probit"` where there is none. */
  scale?: AccuracyAxisScale;
  /** Coverage of the line's band. Default 0.95. */
  level?: number;
  /** What the axes say. Default `"Reference accuracy"` and `"Shifted accuracy"`. */
  referenceLabel?: string;
  shiftedLabel?: string;
  /** What the baseline models are called. Default `"From scratch"`. */
  baselineLabel?: string;
  /**
   * All sources and strategies there are, in order, so that each keeps its colour and marker in figures that lack some of them. Default
   * those of the pre-trained models, in order of appearance.
   */
  sources?: readonly string[];
  strategies?: readonly string[];
  /** Whether to draw y = x where it passes through the picture. Default true. */
  diagonal?: boolean;
  /** A heading over the plot. Default none. */
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.8. */
  aspect?: number;
}

/**
 * Accuracy on the line (Taori et al. 2020; Figure 1 and 4 of Cohen-Wang et al.): shifted against reference accuracy of models
 * trained from scratch, the line fitted to them with its confidence band, y = x, and the pre-trained models above or on it.
 *
 * Where the line goes beyond the baselines' reference accuracies it is dashed. Accuracies of exactly 0 or 1 lie infinitely far out on a
 * probit or logit axis: such models are drawn on the axis' edge with an open triangle that points outwards, and a note counts them.
 *
 * @throws RangeError naming the model for an accuracy that is not a fraction in [0, 1], and when there are no models at all.
 * @example
 * const line = fitAccuracyLine(reference, shifted, { scale: "probit" });
 * accuracyOnTheLine({ baselines, pretrained, line }, { shiftedLabel: "ImageNet-V2 accuracy" });
 */
export function accuracyOnTheLine(
  models: AccuracyOnTheLineData,
  options: AccuracyOnTheLineOptions = {},
): Figure {
  const { baselines, pretrained = [], line } = models;
  const {
    scale = line?.scale ?? "probit",
    level = 0.95,
    referenceLabel = "Reference accuracy",
    shiftedLabel = "Shifted accuracy",
    baselineLabel = "From scratch",
    diagonal = true,
    title,
    width = "column",
    aspect = 0.8,
  } = options;
  const all = [...baselines, ...pretrained];
  requireSome(all, "The list of models (baselines and pretrained)");
  checkModels(baselines, "the baselines");
  checkModels(pretrained, "the pre-trained models");

  const x = accuracyAxis(
    all.flatMap((each) => [each.reference, ...(each.referenceInterval ?? [])]),
    scale,
  );
  const y = accuracyAxis(
    all.flatMap((each) => [each.shifted, ...(each.shiftedInterval ?? [])]),
    scale,
  );
  const fit = line ? drawLine(line, x, y, level) : { traces: [], rows: [] };
  const sources = distinct(options.sources, pretrained.map(sourceOf));
  const strategies = distinct(options.strategies, pretrained.map(strategyOf));
  const groups = groupPoints(models, baselineLabel, sources, strategies);
  const drawn = groups.map((group) => drawGroup(group, x, y, line));
  const ends = diagonal ? diagonalOf(x, y) : null;
  const data = [
    ...fit.traces,
    ...drawDiagonal(ends),
    ...drawn.flatMap((group) => group.traces),
    ...legendKeys(pretrained, sources, strategies),
  ];
  const names = data
    .filter((trace) => trace.showlegend !== false)
    .map((trace) => String(trace.name));
  const { legend, height } = legendBelow(names, pixels(width));
  const marks = placesWithin(
    all.map((model) => x.position(model.reference)),
    all.map((model) => y.position(model.shifted)),
    x.range,
    y.range,
  );
  const words = diagonalLabel(ends, x, y, marks);
  const offScale = all.filter((model) => isOffScale(model, scale)).length;

  return {
    kind: "accuracy-on-the-line",
    description: describe(models, referenceLabel, shiftedLabel),
    data,
    layout: baseLayout({
      ...heading(title && label(title)),
      xaxis: drawnAxis(referenceLabel, x),
      yaxis: drawnAxis(shiftedLabel, y),
      legend,
      annotations: [
        ...words,
        ...box(
          models,
          offScale,
          [...marks, ...placesOf(words, x.range, y.range)],
          {
            width: pixels(width) - AXES.left,
            height: pixels(width) * aspect - AXES.below,
          },
        ),
      ],
    }),
    rows: [...drawn.flatMap((group) => group.rows), ...fit.rows],
    accuracyScales: { x: scale, y: scale },
    aspect: aspect + height / pixels(width),
    width,
  };
}

/** About what tick labels and titles of the axes take, in pixels. */
const AXES = { left: 52, below: 45 };

function checkModels(models: readonly AccuracyPoint[], whose: string): void {
  const names = models.map(({ name }) => name);
  for (const side of ["reference", "shifted"] as const) {
    const values = models.map((model) => model[side]);
    assertFractions(values, `The ${side} accuracy of ${whose}`, names);
  }
  for (const { name, referenceInterval, shiftedInterval } of models) {
    const of = (side: string) => `The ${side} interval of "${name}"`;
    if (referenceInterval) requireInterval(referenceInterval, of("reference"));
    if (shiftedInterval) requireInterval(shiftedInterval, of("shifted"));
  }
}

const isOffScale = (model: AccuracyPoint, scale: AccuracyAxisScale) =>
  scale !== "linear" &&
  [model.reference, model.shifted].some((p) => p === 0 || p === 1);

const drawnAxis = (title: string, { range, scale }: AccuracyAxis) =>
  axis(label(title), { range, ...tickAttributes(range, scale) });

interface Group {
  role: "baseline" | "pretrained";
  /** What hovering says it is. */
  name: string;
  /** Legend entry that shows and hides it. */
  legendGroup: string;
  colour: string;
  symbol: string;
  points: readonly AccuracyPoint[];
}

const sourceOf = (model: AccuracyPoint) => model.source ?? "Pre-trained";
const strategyOf = (model: AccuracyPoint) => model.strategy ?? "";

/** The marker of a strategy, or of a source where there is but one strategy. */
const symbolOf = (index: number) => cycle(SYMBOLS, index + 1);

function groupPoints(
  { baselines, pretrained = [] }: AccuracyOnTheLineData,
  baselineLabel: string,
  sources: readonly string[],
  strategies: readonly string[],
): Group[] {
  const groups: Group[] = sources.flatMap((source, s) =>
    strategies.map((strategy, t) => ({
      role: "pretrained",
      name: [source, strategy].filter(Boolean).join(", "),
      legendGroup: label(source),
      colour: cycle(PALETTE, s),
      symbol: symbolOf(strategies.length > 1 ? t : s),
      points: pretrained.filter(
        (model) => sourceOf(model) === source && strategyOf(model) === strategy,
      ),
    })),
  );
  groups.unshift({
    role: "baseline",
    name: baselineLabel,
    legendGroup: baselineLabel,
    colour: INK.baseline,
    symbol: cycle(SYMBOLS, 0),
    points: baselines,
  });
  return groups.filter((group) => group.points.length > 0);
}

/** Legend entries that stand for all models of a source (by colour) and for all of a strategy (by marker). */
function legendKeys(
  pretrained: readonly AccuracyPoint[],
  sources: readonly string[],
  strategies: readonly string[],
): PlotlyObject[] {
  const key = (name: string, color: string, symbol: string): PlotlyObject => ({
    type: "scatter",
    mode: "markers",
    name: shortLabel(name, LONGEST_NAME),
    x: [null],
    y: [null],
    hoverinfo: "skip",
    marker: { color, symbol, size: 6.5 },
  });
  const several = strategies.length > 1;
  const ofSources = sources.map((source, s) => ({
    ...key(source, cycle(PALETTE, s), several ? "circle" : symbolOf(s)),
    legendgroup: label(source),
  }));
  const ofStrategies = strategies.map((strategy, t) =>
    key(strategy || "(none)", INK.text, `${symbolOf(t)}-open`),
  );
  const isShown = (of: typeof sourceOf, name: string) =>
    pretrained.some((model) => of(model) === name);
  return [
    ...ofSources.filter((_, s) => isShown(sourceOf, sources[s]!)),
    ...ofStrategies.filter(
      (_, t) => several && isShown(strategyOf, strategies[t]!),
    ),
  ];
}

/** Characters of a name in the legend. */
const LONGEST_NAME = 34;

/** More points than this are drawn smaller and fainter. */
const MANY = 400;

function drawGroup(
  { role, name, legendGroup, colour, symbol, points }: Group,
  x: AccuracyAxis,
  y: AccuracyAxis,
  line: AccuracyLine | undefined,
): { traces: PlotlyObject[]; rows: FigureRow[] } {
  const xs = points.map((model) => x.position(model.reference));
  const ys = points.map((model) => y.position(model.shifted));
  const robustness = points.map((model) => robustnessOf(model, line));
  const many = points.length > MANY;
  const small = role === "baseline";
  const symbols = points.map((model) => edgeSymbol(model, x.scale) ?? symbol);
  const open = symbols.map((one) => one.endsWith("-open"));
  const trace: PlotlyObject = {
    type: "scatter",
    mode: "markers",
    name: shortLabel(name, LONGEST_NAME),
    legendgroup: legendGroup,
    legendrank: 1, // before the line
    showlegend: role === "baseline",
    x: xs,
    y: ys,
    ...(open.some(Boolean) ? { cliponaxis: false } : {}),
    hoverinfo: "text",
    hovertext: points.map((model, i) => hover(model, name, robustness[i])),
    marker: {
      color: translucent(colour, many ? 0.5 : small ? 0.8 : 1),
      symbol: open.some(Boolean) ? symbols : symbol,
      size: many ? 3.5 : small ? 5 : 6.5,
      line: open.some(Boolean)
        ? {
            width: open.map((o) => (o ? 1.2 : 0.5)),
            color: open.map((o) => (o ? colour : "#ffffff")),
          }
        : { width: many ? 0 : 0.5, color: "#ffffff" },
    },
    error_x: errorBars(xs, boundsOn(x, points, "referenceInterval"), {
      color: translucent(colour, 0.7),
    }),
    error_y: errorBars(ys, boundsOn(y, points, "shiftedInterval"), {
      color: translucent(colour, 0.7),
    }),
  };
  return {
    traces: [trace],
    rows: points.map((model, i) => ({
      role,
      name: model.name,
      source: model.source,
      strategy: model.strategy,
      reference: model.reference,
      shifted: model.shifted,
      referenceLower: model.referenceInterval?.[0],
      referenceUpper: model.referenceInterval?.[1],
      shiftedLower: model.shiftedInterval?.[0],
      shiftedUpper: model.shiftedInterval?.[1],
      effectiveRobustness: robustness[i],
    })),
  };
}

const boundsOn = (
  axis: AccuracyAxis,
  points: readonly AccuracyPoint[],
  which: "referenceInterval" | "shiftedInterval",
) =>
  points.map((model): [number, number] | null => {
    const interval = model[which];
    return interval
      ? [axis.position(interval[0]), axis.position(interval[1])]
      : null;
  });

/** Shifted accuracy beyond the line's, as a fraction; none where the line has no prediction. */
function robustnessOf(
  { reference, shifted }: AccuracyPoint,
  line: AccuracyLine | undefined,
): number | undefined {
  if (!line || reference === 0 || reference === 1) return undefined;
  return shifted - line.predict(reference).mean;
}

/** The open triangle that points off the scale, for an accuracy of exactly 0 or 1. */
function edgeSymbol(
  { reference, shifted }: AccuracyPoint,
  scale: AccuracyAxisScale,
): string | undefined {
  if (scale === "linear") return undefined;
  if (shifted === 1) return "triangle-up-open";
  if (shifted === 0) return "triangle-down-open";
  if (reference === 1) return "triangle-right-open";
  if (reference === 0) return "triangle-left-open";
  return undefined;
}

function hover(
  model: AccuracyPoint,
  group: string,
  robustness: number | undefined,
): string {
  const accuracy = (
    what: string,
    p: number,
    interval: readonly [number, number] | undefined,
  ) =>
    `${what} ${percent(p)}` +
    (interval ? ` [${percent(interval[0])}, ${percent(interval[1])}]` : "");
  return lines(
    `<b>${label(model.name)}</b>`,
    model.name !== group && label(group),
    accuracy("reference", model.reference, model.referenceInterval),
    accuracy("shifted", model.shifted, model.shiftedInterval),
    robustness !== undefined && `ER ${percentagePoints(robustness)}`,
  );
}

const LINE_POINTS = 60;

/** The line and its band over the whole x axis: solid over the baselines, dashed where it extrapolates. */
function drawLine(
  line: AccuracyLine,
  x: AccuracyAxis,
  y: AccuracyAxis,
  level: number,
): { traces: PlotlyObject[]; rows: FigureRow[] } {
  const [low, high] = x.range;
  const references = Array.from({ length: LINE_POINTS + 1 }, (_, i) =>
    x.accuracy(low + ((high - low) * i) / LINE_POINTS),
  )
    .concat(line.referenceRange)
    .filter((p) => p > 0 && p < 1)
    .sort((a, b) => a - b);
  const predictions = line.predict(references, { level });
  const row = (reference: number, i: number) => ({
    reference,
    ...predictions[i]!,
    inside:
      reference >= line.referenceRange[0] &&
      reference <= line.referenceRange[1],
  });
  const rows = references.map(row);
  // Beyond the axis the band would be cut off anyway: its positions must only be finite.
  const far = 2 * (y.range[1] - y.range[0]);
  const height = (p: number) => {
    return Math.max(
      y.range[0] - far,
      Math.min(y.range[1] + far, y.transform(p)),
    );
  };
  const curve = (
    part: typeof rows,
    more: PlotlyObject,
    dash: string,
  ): PlotlyObject => ({
    type: "scatter",
    mode: "lines",
    x: part.map((at) => x.position(at.reference)),
    y: part.map((at) => height(at.mean)),
    line: { color: INK.line, width: 1.3, dash },
    legendgroup: "line",
    hoverinfo: "skip",
    ...more,
  });
  const before = rows.filter((at) => at.reference <= line.referenceRange[0]);
  const inside = rows.filter((at) => at.inside);
  const after = rows.filter((at) => at.reference >= line.referenceRange[1]);
  const silent = { showlegend: false };
  const band: PlotlyObject = {
    ...curve(rows, silent, "solid"),
    x: [...rows, ...[...rows].reverse()].map((at) => x.position(at.reference)),
    y: [
      ...rows.map((at) => height(at.upper)),
      ...[...rows].reverse().map((at) => height(at.lower)),
    ],
    fill: "toself",
    fillcolor: translucent(INK.line, 0.18),
    line: { width: 0 },
  };
  const name = `Fit (${decimals(100 * level, 0)}% CI)`;
  return {
    traces: [
      band,
      curve(inside, { name }, "solid"),
      ...[before, after]
        .filter((part) => part.length > 1)
        .map((part) => curve(part, silent, "dash")),
    ],
    rows: rows.map((at) => ({
      role: at.inside ? "line" : "line (extrapolated)",
      reference: at.reference,
      shifted: at.mean,
      shiftedLower: at.lower,
      shiftedUpper: at.upper,
    })),
  };
}

/** Where y = x passes through the picture; null where it doesn't. */
function diagonalOf(x: AccuracyAxis, y: AccuracyAxis): [number, number] | null {
  const from = Math.max(x.range[0], y.range[0]);
  const to = Math.min(x.range[1], y.range[1]);
  return from < to ? [from, to] : null;
}

const drawDiagonal = (ends: [number, number] | null): PlotlyObject[] =>
  ends
    ? [
        {
          type: "scatter",
          mode: "lines",
          showlegend: false,
          x: ends,
          y: ends,
          line: { color: "#000000", width: 0.9, dash: "dot" },
          hoverinfo: "skip",
        },
      ]
    : [];

/** "y = x", written beside that line where there is most room. */
function diagonalLabel(
  ends: [number, number] | null,
  x: AccuracyAxis,
  y: AccuracyAxis,
  marks: readonly Place[],
): PlotlyObject[] {
  if (!ends) return [];
  const candidates = [0.1, 0.3, 0.5, 0.7, 0.88].flatMap((share) => {
    const at = ends[0] + share * (ends[1] - ends[0]);
    const [place] = placesWithin([at], [at], x.range, y.range);
    return [1, -1].map((side) => ({
      at,
      below: side > 0,
      place: [place![0] + 0.07 * side, place![1] - 0.05 * side] as const,
    }));
  });
  const inside = candidates.filter(({ place }) =>
    place.every((share) => share > 0.08 && share < 0.94),
  );
  if (inside.length === 0) return [];
  const { at, below } = freestPlace(inside, marks);
  return [
    {
      text: "<i>y</i> = <i>x</i>",
      showarrow: false,
      x: at,
      y: at,
      xanchor: below ? "left" : "right",
      yanchor: below ? "top" : "bottom",
      font: { size: TEXT.note },
    },
  ];
}

/** The box in the freest corner: effective robustness, fit, and how many models are off the scale. */
function box(
  { line, effectiveRobustness }: AccuracyOnTheLineData,
  offScale: number,
  marks: readonly Place[],
  plot: { width: number; height: number },
): PlotlyObject[] {
  const text = lines(
    effectiveRobustness && `ER = ${robustnessText(effectiveRobustness)}`,
    line && `<i>R</i>² = ${decimals(line.rSquared, 2)}`,
    offScale > 0 && `open: ${offScale} at 0% or 100%`,
  );
  if (!text) return [];
  return [
    {
      ...freestCorner(marks, plot),
      name: BOX,
      text,
      showarrow: false,
      align: "left",
      borderpad: 2.5,
      borderwidth: 0.75,
      bordercolor: INK.grid,
      bgcolor: "rgba(255,255,255,0.85)",
      font: { size: TEXT.tick },
    },
  ];
}

/** "1.0 ± 0.7 pp", or with both ends where the interval is lopsided. */
function robustnessText({ mean, lower, upper }: Interval): string {
  const pp = (fraction: number) => decimals(100 * fraction, 1);
  const [below, above] = [mean - lower, upper - mean];
  return pp(below) === pp(above)
    ? `${pp(mean)} ± ${pp(above)} pp`
    : `${pp(mean)} [${pp(lower)}, ${pp(upper)}] pp`;
}

function describe(
  {
    baselines,
    pretrained = [],
    line,
    effectiveRobustness,
  }: AccuracyOnTheLineData,
  referenceLabel: string,
  shiftedLabel: string,
): string {
  const sentences = [
    `${shiftedLabel} against ${referenceLabel} of ${baselines.length} models from scratch and ${pretrained.length} pre-trained ones.`,
    line && `The baseline line has R² = ${decimals(line.rSquared, 2)}.`,
    effectiveRobustness &&
      `Mean effective robustness: ${robustnessText(effectiveRobustness)}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}
