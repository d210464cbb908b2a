import {
  type FigureWidth,
  type OuterRoom,
  type PlotlyObject,
} from "../../figure";
import { points } from "../../theme";
import { pixels } from "../../width";
import { commonRange, type SharedRange } from "./ranges";
import { type Panel, type SmallMultiplesOptions } from "./small-multiples-data";

/** Space between panels, in pixels: for a title above, and for tick labels where axes are not shared. */
export const GAPS = {
  title: points(14),
  titled: points(20),
  ticks: points(26),
};
/** About what the outer axes take. */
const OUTER = { left: points(34), bottom: points(30) };

/** How panels are laid out; lengths in pixels. */
export interface Grid {
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
  /** What stands above each panel besides its title. */
  above: number;
  /** What stands beside and below all panels. */
  outer: OuterRoom;
  /** Shared ranges with their ticks. */
  x?: SharedRange;
  y?: SharedRange;
}

/**
 * Lay panels out in rows.
 *
 * @param above what must stand above each panel besides its title.
 */
export function layGrid(
  panels: readonly Panel[],
  options: SmallMultiplesOptions,
  above = 0,
): Grid {
  const { shareX = true, shareY = true, width = "page" } = options;
  const { columns: wanted = width === "column" ? 2 : 3 } = options;
  const oneScale =
    (panels[0]!.figure.layout.yaxis as PlotlyObject).scaleanchor !== undefined;
  const { aspect = oneScale ? 1 : 0.8 } = options;
  const columns = Math.min(wanted, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const outer = outerOf(panels);
  const gap = {
    x: shareY ? points(8) : GAPS.ticks + outer.left - OUTER.left,
    y:
      GAPS.titled +
      above +
      (shareX ? 0 : GAPS.ticks + outer.below - OUTER.bottom),
  };
  const across =
    pixels(width) - outer.left - outer.right - gap.x * (columns - 1);
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
    above,
    outer,
    ...(shareX ? { x: commonRange(panels, "x") } : {}),
    ...(shareY ? { y: commonRange(panels, "y") } : {}),
  };
}

/** What axes take, and names of rows and columns and a colour bar where there are such. */
function outerOf(panels: readonly Panel[]): OuterRoom {
  const most = (side: keyof OuterRoom) =>
    Math.max(...panels.map(({ figure }) => figure.outer?.[side] ?? 0));
  return {
    left: OUTER.left + most("left"),
    right: most("right"),
    below: OUTER.bottom + most("below"),
  };
}

/** A panel's place in the grid, as shares of its width and height. */
export interface Place {
  x: [number, number];
  y: [number, number];
  /** Number of its axes, as Plotly writes it. */
  n: string;
  first: boolean;
  lowest: boolean;
}

/** Where the panel at `index` stands. */
export function placeOf(grid: Grid, index: number): Place {
  const { panel, gap, columns, outer } = grid;
  const column = index % columns;
  const row = Math.floor(index / columns);
  const across = pixels(grid.width) - outer.left - outer.right;
  const x0 = (column * (panel.width + gap.x)) / across;
  const y1 = 1 - (row * (panel.height + gap.y)) / grid.height;
  return {
    x: [x0, x0 + panel.width / across],
    y: [y1 - panel.height / grid.height, y1],
    n: index === 0 ? "" : String(index + 1),
    first: column === 0,
    lowest: index + columns >= grid.count,
  };
}
