import { requireFinite, requireSome } from "../frame/check";
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
  heading,
  INK,
  legendBelow,
  PALETTE,
  points as inPoints,
  SYMBOLS,
  TEXT,
  translucent,
} from "../theme/theme";

/** An example in the plane. */
export interface LabelledPoint {
  x: number;
  y: number;
  /** Its class. */
  label: -1 | 1;
  /** What it belongs to ("reference", "shifted"): filled markers for the first group, open ones for the others. */
  group?: string;
}

/** The line `weights · (x, y) + intercept = 0`; on the side where the sum is positive, 1 is predicted. */
export interface Boundary {
  name: string;
  weights: readonly [number, number];
  /** Default 0. */
  intercept?: number;
}

/** The boundaries at one step of an optimiser. */
export interface BoundaryStep {
  /** What the slider says, such as the number of iterations. */
  label: string;
  boundaries: readonly Boundary[];
}

/** What a decision-boundary figure shows. */
export interface DecisionBoundaryData {
  points: readonly LabelledPoint[];
  /** Boundaries drawn as lines, each with its own colour and dashes. */
  boundaries?: readonly Boundary[];
  /** The same boundaries over the steps of an optimiser: a slider moves through them. The last step is what stands still. */
  steps?: readonly BoundaryStep[];
  /** A direction that spans W_ref, drawn through the origin as a faint line. */
  subspace?: readonly [number, number];
}

export interface DecisionBoundaryOptions {
  /** What the axes say. Default x₁ and x₂. */
  xLabel?: string;
  yLabel?: string;
  /** Half the side of the square window around the origin. Default: holds all points. */
  extent?: number;
  /** Whether to tint the side where 1 is predicted, where there is but one boundary. Default true. */
  shade?: boolean;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
}

/**
 * Decision boundaries of linear classifiers in the plane (Figure 2 of Cohen-Wang et al.), over the examples, in a square window with equal
 * scales, so that right angles look right. Given steps, a slider and a play button move through them where scripts run; where they don't,
 * the last step stands.
 *
 * @throws RangeError for no points, a coordinate that is not finite, weights that are both 0, and steps that don't have the same boundaries.
 * @example
 * decisionBoundary({ points, subspace: [1, 0], boundaries: [{ name: "w = 0", weights: [1, 0] }] });
 */
export function decisionBoundary(
  model: DecisionBoundaryData,
  options: DecisionBoundaryOptions = {},
): Figure {
  const { points, subspace, steps = [] } = model;
  const { xLabel, yLabel, shade = true, title, width = "column" } = options;
  const boundaries = steps.at(-1)?.boundaries ?? model.boundaries ?? [];
  check(points, boundaries, steps);
  const coordinates = points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]);
  const { extent = 1.08 * Math.max(...coordinates, 1e-9) } = options;

  const still = drawBoundaries(boundaries, extent, shade);
  const data = [
    ...still,
    ...(subspace ? [drawSubspace(subspace, extent)] : []),
    ...drawPoints(points),
  ];
  const { legend, height } = legendBelow(
    data
      .filter((trace) => trace.showlegend !== false)
      .map(({ name }) => plain(String(name))),
    pixels(width),
  );
  const slide = steps.length > 0 ? slider(steps) : {};
  const square = (title: string, more: PlotlyObject) =>
    axis(title, {
      range: [-extent, extent],
      constrain: "domain",
      zeroline: true,
      zerolinecolor: INK.grid,
      zerolinewidth: 0.75,
      ...more,
    });
  return {
    kind: "decision-boundary",
    description: `Decision boundaries (${boundaries.map(({ name }) => name).join(", ") || "none"}) over ${points.length} examples.`,
    data,
    layout: baseLayout({
      ...heading(title && label(title)),
      xaxis: square(xLabel === undefined ? coordinate(1) : label(xLabel), {}),
      yaxis: square(yLabel === undefined ? coordinate(2) : label(yLabel), {
        scaleanchor: "x",
      }),
      legend,
      ...slide,
    }),
    ...(steps.length > 0
      ? {
          frames: steps.map((step, i) => ({
            name: String(i),
            traces: still.map((_, t) => t),
            data: drawBoundaries(step.boundaries, extent, shade).map(
              ({ x, y }) => ({ x, y }),
            ),
          })),
        }
      : {}),
    rows: [...pointRows(points), ...boundaryRows(boundaries, steps)],
    aspect: 1 + (height - NARROWER) / pixels(width),
    ...(steps.length > 0 ? { controls: SLIDER / pixels(width) } : {}),
    width,
  };
}

/** How much less than its width the figure's height is, so that the plot is square: axis labels take more at the left. */
const NARROWER = 8;

const coordinate = (i: number) => `<i>x</i><sub>${i}</sub>`;

/** Height of slider and button, in pixels. */
const SLIDER = inPoints(40);

/** A label without its markup, to measure. */
const plain = (text: string) => text.replace(/<[^>]*>/g, "");

function check(
  points: readonly LabelledPoint[],
  boundaries: readonly Boundary[],
  steps: readonly BoundaryStep[],
): void {
  requireSome(points, "The list of points");
  points.forEach(({ x, y }, i) => {
    requireFinite(x, `x of point ${i}`);
    requireFinite(y, `y of point ${i}`);
  });
  const names = boundaries.map(({ name }) => name).join(", ");
  for (const step of steps) {
    if (step.boundaries.map(({ name }) => name).join(", ") !== names) {
      throw new RangeError(
        `Step "${step.label}" has the boundaries ${step.boundaries.map(({ name }) => `"${name}"`).join(", ") || "(none)"}, but the last one has ${names}: each step must have the same ones in the same order.`,
      );
    }
  }
  for (const { name, weights, intercept = 0 } of [
    ...boundaries,
    ...steps.flatMap((step) => step.boundaries),
  ]) {
    [...weights, intercept].forEach((w) =>
      requireFinite(w, `A weight of boundary "${name}"`),
    );
  }
  for (const { name, weights } of boundaries) {
    if (weights[0] === 0 && weights[1] === 0) {
      throw new RangeError(
        `The weights of boundary "${name}" are both 0: there is no boundary.`,
      );
    }
  }
}

function drawBoundaries(
  boundaries: readonly Boundary[],
  extent: number,
  shade: boolean,
): PlotlyObject[] {
  const drawn = boundaries.map((boundary, i): PlotlyObject => {
    const ends = acrossWindow(boundary, extent);
    return {
      type: "scatter",
      mode: "lines",
      name: shortLabel(boundary.name),
      legendgroup: `boundary ${i}`,
      x: ends.map(([x]) => x),
      y: ends.map(([, y]) => y),
      line: { color: cycle(LINES, i), width: 1.6, dash: cycle(DASHES, i) },
      hoverinfo: "name",
    };
  });
  if (!shade || boundaries.length !== 1) return drawn;
  const side = positiveSide(boundaries[0]!, extent);
  return [
    {
      type: "scatter",
      mode: "lines",
      x: side.map(([x]) => x),
      y: side.map(([, y]) => y),
      fill: "toself",
      fillcolor: translucent(cycle(PALETTE, 0), 0.08),
      line: { width: 0 },
      showlegend: false,
      hoverinfo: "skip",
    },
    ...drawn,
  ];
}

/** Colours of boundaries: black, then those of the palette that the classes don't use. */
const LINES = ["#000000", ...PALETTE.slice(2)];

type Corner = [number, number];

/** The half of a square window on which 1 is predicted (Sutherland–Hodgman with one edge). */
function positiveSide(
  { weights, intercept = 0 }: Boundary,
  extent: number,
): Corner[] {
  const corners: Corner[] = [
    [-extent, -extent],
    [extent, -extent],
    [extent, extent],
    [-extent, extent],
  ];
  const height = ([x, y]: Corner) =>
    weights[0] * x + weights[1] * y + intercept;
  return corners.flatMap((corner, i): Corner[] => {
    const next = corners[(i + 1) % corners.length]!;
    const [here, there] = [height(corner), height(next)];
    const kept: Corner[] = here >= 0 ? [corner] : [];
    if (here >= 0 === there >= 0) return kept;
    const t = here / (here - there);
    return [
      ...kept,
      [
        corner[0] + t * (next[0] - corner[0]),
        corner[1] + t * (next[1] - corner[1]),
      ],
    ];
  });
}

/** Where a boundary crosses the window; nothing when it passes by, or when the weights are both 0. */
function acrossWindow(
  { weights: [a, b], intercept = 0 }: Boundary,
  extent: number,
): Corner[] {
  const square = a * a + b * b;
  if (square === 0) return [];
  const foot: Corner = [(-a * intercept) / square, (-b * intercept) / square];
  if (Math.max(Math.abs(foot[0]), Math.abs(foot[1])) > 2 * extent) return [];
  const reach = (4 * extent) / Math.sqrt(square);
  return [
    [foot[0] - b * reach, foot[1] + a * reach],
    [foot[0] + b * reach, foot[1] - a * reach],
  ];
}

function drawSubspace(
  [a, b]: readonly [number, number],
  extent: number,
): PlotlyObject {
  const ends = acrossWindow({ name: "", weights: [b, -a] }, extent);
  return {
    type: "scatter",
    mode: "lines",
    name: "<i>W</i><sub>ref</sub>",
    x: ends.map(([x]) => x),
    y: ends.map(([, y]) => y),
    line: { color: translucent(INK.baseline, 0.45), width: 5 },
    hoverinfo: "skip",
  };
}

function drawPoints(points: readonly LabelledPoint[]): PlotlyObject[] {
  const groups = [...new Set(points.map((point) => point.group ?? ""))];
  return groups.flatMap((group, g) =>
    ([1, -1] as const).flatMap((sign, s) => {
      const members = points.filter(
        (point) => (point.group ?? "") === group && point.label === sign,
      );
      if (members.length === 0) return [];
      const name = `${group && `${shortLabel(group, 20)}, `}<i>y</i> = ${sign > 0 ? "1" : "−1"}`;
      const colour = cycle(PALETTE, s);
      const open = g > 0;
      return [
        {
          type: "scatter",
          mode: "markers",
          name,
          x: members.map(({ x }) => x),
          y: members.map(({ y }) => y),
          marker: {
            color: colour,
            symbol: `${cycle(SYMBOLS, s)}${open ? "-open" : ""}`,
            size: 5.5,
            line: { width: open ? 1.2 : 0.5, color: open ? colour : "#ffffff" },
          },
          hoverinfo: "text",
          hovertext: members.map(({ x, y }) =>
            lines(name, `(${x.toPrecision(3)}, ${y.toPrecision(3)})`),
          ),
        },
      ];
    }),
  );
}

/** Slider and play button under the plot. */
function slider(steps: readonly BoundaryStep[]): PlotlyObject {
  const animate = (frames: unknown, duration: number) => ({
    method: "animate",
    args: [
      frames,
      {
        mode: "immediate",
        frame: { duration, redraw: false },
        transition: { duration: 0 },
      },
    ],
  });
  return {
    sliders: [
      {
        active: steps.length - 1,
        x: 0.14,
        len: 0.86,
        y: 0,
        yanchor: "top",
        pad: { t: inPoints(26), b: 0, l: 0, r: 0 },
        ticklen: 2,
        minorticklen: 0,
        font: { size: TEXT.note },
        currentvalue: { prefix: "step ", font: { size: TEXT.note } },
        steps: steps.map((step, i) => ({
          label: label(step.label),
          ...animate([String(i)], 0),
        })),
      },
    ],
    updatemenus: [
      {
        type: "buttons",
        showactive: false,
        x: 0,
        xanchor: "left",
        y: 0,
        yanchor: "top",
        pad: { t: inPoints(30), b: 0, l: 0, r: 0 },
        font: { size: TEXT.note },
        buttons: [{ label: "▶", ...animate(null, 120) }],
      },
    ],
  };
}

const pointRows = (points: readonly LabelledPoint[]): FigureRow[] =>
  points.map(({ x, y, label: side, group }) => ({
    role: "point",
    group,
    x,
    y,
    label: side,
  }));

function boundaryRows(
  still: readonly Boundary[],
  steps: readonly BoundaryStep[],
): FigureRow[] {
  const all = steps.length > 0 ? steps : [{ label: "", boundaries: still }];
  return all.flatMap(({ label: step, boundaries }) =>
    boundaries.map(({ name, weights, intercept = 0 }) => ({
      role: "boundary",
      name,
      step: step || undefined,
      weight1: weights[0],
      weight2: weights[1],
      intercept,
    })),
  );
}
