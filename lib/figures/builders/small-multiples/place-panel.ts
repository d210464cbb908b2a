import { type Figure, type PlotlyObject } from "../../figure";
import { placeWords } from "../../frame";
import { caption } from "../../marks";
import { label, TEXT } from "../../theme";
import { type Grid, type Place, placeOf } from "./grid";
import { rangeOf } from "./ranges";
import { legendGroupOf } from "./shared-legend";
import { type Panel } from "./small-multiples-data";

/** A panel's axes, marks and notes, moved to its place in the grid. */
export function placePanel(
  { title, figure }: Panel,
  grid: Grid,
  index: number,
) {
  const place = placeOf(grid, index);
  const moved = (part: PlotlyObject) => ({
    ...part,
    ...movedReference(part, "x", place.n, place.x),
    ...movedReference(part, "y", place.n, place.y),
  });
  return {
    axes: axesOf(figure, grid, place),
    annotations: [
      headingOf(title, place, grid.above),
      ...notesOf(figure, grid).map(moved),
    ],
    shapes: list(figure.layout.shapes).map(moved),
    data: figure.data.map((trace) => ({
      ...trace,
      legendgroup: legendGroupOf(trace),
      xaxis: `x${place.n}`,
      yaxis: `y${place.n}`,
    })),
  };
}

const list = (parts: unknown) => (parts ?? []) as PlotlyObject[];

/** A panel's title, above it. */
const headingOf = (
  title: string,
  { x, y }: Place,
  above: number,
): PlotlyObject =>
  caption(
    `<b>${label(title)}</b>`,
    (x[0] + x[1]) / 2,
    y[1],
    "center",
    "bottom",
    {
      xref: "paper",
      yref: "paper",
      yshift: 1 + above,
      font: { size: TEXT.tick },
    },
  );

function axesOf(figure: Figure, grid: Grid, place: Place): PlotlyObject {
  const { n, first, lowest } = place;
  const { shareX, shareY, oneScale } = grid;
  const untitled = { title: { text: "" } };
  const bare = { showticklabels: false };
  const { xaxis, yaxis } = figure.layout;
  return {
    [`xaxis${n}`]: {
      ...(xaxis as PlotlyObject),
      domain: place.x,
      anchor: `y${n}`,
      ...grid.x,
      ...(shareX && n && !oneScale ? { matches: "x" } : {}),
      ...(shareX && !lowest ? bare : {}),
      ...(lowest ? {} : untitled),
    },
    [`yaxis${n}`]: {
      ...(yaxis as PlotlyObject),
      domain: place.y,
      anchor: `x${n}`,
      ...grid.y,
      ...(oneScale ? { scaleanchor: `x${n}` } : {}),
      ...(shareY && n && !oneScale ? { matches: "y" } : {}),
      ...(shareY && !first ? bare : {}),
      ...(first ? {} : untitled),
    },
  };
}

/** A figure's annotations, those that float placed anew for the panel's ranges and size. */
function notesOf(figure: Figure, grid: Grid): PlotlyObject[] {
  const notes = list(figure.layout.annotations);
  const names = figure.floating?.words.map(({ name }) => name) ?? [];
  return [
    ...notes.filter(({ name }) => !names.includes(String(name))),
    ...floatingOf(figure, grid).annotations,
  ];
}

/** The words of a panel that float, and what they take above it. */
export function floatingOf(figure: Figure, { x, y, panel }: Grid) {
  if (!figure.floating) return { annotations: [], above: 0 };
  const { words, obstacles } = figure.floating;
  return placeWords(words, obstacles, {
    x: x?.range ?? rangeOf(figure, "x"),
    y: y?.range ?? rangeOf(figure, "y"),
    ...panel,
  });
}

/** Where an annotation or shape of a lone figure goes in a panel: to the panel's axis, or to its part of the paper. */
function movedReference(
  part: PlotlyObject,
  axis: "x" | "y",
  n: string,
  [from, to]: readonly [number, number],
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
