import { requireFields } from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { optionChecker } from "../../../files";
import { finite, flag, text } from "../../../files/option-kinds";
import { width as widthKind } from "../../figure-kinds";
import { type Figure, type PlotlyObject } from "../../figure";
import { compose, type Mark } from "../../frame";
import { axis, INK, label } from "../../theme";
import { pixels } from "../../width";
import { boundaryMark, subspaceMark } from "./boundaries";
import { check } from "./check-boundaries";
import { exampleMarks } from "./examples";
import { boundaryRows, pointRows } from "./rows";
import { slider, SLIDER } from "./slider";
import {
  type BoundaryStep,
  type DecisionBoundaryData,
  type DecisionBoundaryOptions,
} from "./decision-boundary-data";

const PARTS = ["points", "boundaries", "steps", "subspace"];

const checkOptions = optionChecker<DecisionBoundaryOptions>(
  "decisionBoundary",
  {
    xLabel: text,
    yLabel: text,
    extent: finite({ above: 0 }),
    shade: flag,
    title: text,
    width: widthKind,
  },
);

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
  checkOptions(options);
  requireFields("decisionBoundary: the model", model, "points");
  refuseMisspelt("decisionBoundary: the model", model, PARTS);
  const { points, subspace, steps = [] } = model;
  const { xLabel, yLabel, shade = true, title, width = "column" } = options;
  const boundaries = steps.at(-1)?.boundaries ?? model.boundaries ?? [];
  check(points, boundaries, steps);
  const coordinates = points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]);
  const farthest = coordinates.reduce((a, b) => Math.max(a, b), 1e-9);
  const { extent = 1.08 * farthest } = options;
  const still = boundaryMark(boundaries, extent, shade);
  const figure = compose(
    {
      kind: "decision-boundary",
      description: `Decision boundaries (${boundaries.map(({ name }) => name).join(", ") || "none"}) over ${points.length} examples.`,
      x: square(xLabel === undefined ? coordinate(1) : label(xLabel), extent),
      y: square(yLabel === undefined ? coordinate(2) : label(yLabel), extent, {
        scaleanchor: "x",
      }),
      title,
      width,
      aspect: 1,
      extraHeight: -NARROWER,
      layout: steps.length > 0 ? slider(steps) : {},
      rows: [...pointRows(points), ...boundaryRows(boundaries, steps)],
    },
    [
      still,
      ...(subspace ? [subspaceMark(subspace, extent)] : []),
      ...exampleMarks(points),
    ],
  );
  return steps.length === 0
    ? figure
    : {
        ...figure,
        frames: framesOf(steps, still, (step) =>
          boundaryMark(step.boundaries, extent, shade),
        ),
        controls: SLIDER / pixels(width),
      };
}

/** How much less than its width the figure's height is, so that the plot is square: axis labels take more at the left. */
const NARROWER = 8;

const coordinate = (i: number) => `<i>x</i><sub>${i}</sub>`;

const square = (title: string, extent: number, more: PlotlyObject = {}) =>
  axis(title, {
    range: [-extent, extent],
    constrain: "domain",
    zeroline: true,
    zerolinecolor: INK.grid,
    zerolinewidth: 0.75,
    ...more,
  });

/** Frames that move the traces of `still` to where they are at each step. */
const framesOf = (
  steps: readonly BoundaryStep[],
  still: Mark,
  draw: (step: BoundaryStep) => Mark,
): PlotlyObject[] =>
  steps.map((step, i) => ({
    name: String(i),
    traces: (still.traces ?? []).map((_, t) => t),
    data: (draw(step).traces ?? []).map(({ x, y }) => ({ x, y })),
  }));
