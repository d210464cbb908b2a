import { optionChecker } from "../../../files";
import { flag, whole } from "../../../files/option-kinds";
import { aspect as aspectKind, width as widthKind } from "../../figure-kinds";
import { type Figure, type PlotlyObject } from "../../figure";
import { legendBelow, legendNames } from "../../theme";
import { pixels } from "../../width";
import { checkPanels } from "./check-panels";
import { GAPS, layGrid } from "./grid";
import { floatingOf, placePanel } from "./place-panel";
import { showOnceInLegend } from "./shared-legend";
import { type Panel, type SmallMultiplesOptions } from "./small-multiples-data";

const checkOptions = optionChecker<SmallMultiplesOptions>("smallMultiples", {
  columns: whole(1, 100),
  shareX: flag,
  shareY: flag,
  width: widthKind,
  aspect: aspectKind,
});

/**
 * Small multiples: figures of one kind side by side, under one legend, with shared axes. Axis titles are written once, at the left and
 * at the bottom; a legend entry shows and hides its marks in all panels.
 *
 * Panels are figures with one pair of axes: `accuracyOnTheLine`, `curves`, `groupedBars`, `decisionBoundary`, `heatmap`. Shared
 * accuracy axes should be laid out on the same scale.
 *
 * @throws RangeError for no panels, for panels of different kinds or of a kind that has no single pair of axes, for panels that draw one
 *   name or value in different colours, and for those that share an axis and have different names along it.
 * @example
 * smallMultiples(shifts.map((shift) => ({ title: shift.name, figure: accuracyOnTheLine(shift.models) })));
 */
export function smallMultiples(
  panels: readonly Panel[],
  options: SmallMultiplesOptions = {},
): Figure {
  checkOptions(options);
  checkPanels(panels, options);
  const bare = layGrid(panels, options);
  const above = panels.map(({ figure }) => floatingOf(figure, bare).above);
  const grid = layGrid(panels, options, Math.max(...above));
  const placed = panels.map((panel, i) => placePanel(panel, grid, i));
  const data = showOnceInLegend(placed.flatMap((panel) => panel.data));
  const across = pixels(grid.width);
  const { legend, height } = legendBelow(legendNames(data), across);
  const common: PlotlyObject = { ...panels[0]!.figure.layout };
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
      margin: { ...(common.margin as object), t: GAPS.title + grid.above },
      annotations: placed.flatMap((panel) => panel.annotations),
      shapes: placed.flatMap((panel) => panel.shapes),
      ...(legend ? { legend } : { showlegend: false }),
    },
    rows: panels.flatMap(({ title, figure }) =>
      figure.rows.map((row) => ({ panel: title, ...row })),
    ),
    aspect:
      (grid.height + GAPS.title + grid.above + grid.outer.below + height) /
      across,
    width: grid.width,
  };
}
