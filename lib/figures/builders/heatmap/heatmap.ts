import { optionChecker } from "../../../files";
import { requireFields } from "../../../files/arguments";
import {
  finite,
  listOf,
  oneOf,
  text,
  texts,
  whole,
} from "../../../files/option-kinds";
import {
  aspect as aspectKind,
  valueUnit as valueUnitKind,
  width as widthKind,
} from "../../figure-kinds";
import { type Figure, type FigureRow, type PlotlyObject } from "../../figure";
import { compose } from "../../frame";
import {
  axis,
  colourAxis,
  distinct,
  label,
  points,
  titleInUnit,
} from "../../theme";
import { pixels } from "../../width";
import { checkCells, isEmpty } from "./check-heatmap";
import { type Colouring, colouring } from "./colouring";
import { type HeatmapCell, type HeatmapOptions } from "./heatmap-data";
import { describe } from "./describe-heatmap";
import { cellMarks, type PlacedCell } from "./heatmap-marks";
import { layCells, type Places, placesOf } from "./lay-cells";

const checkOptions = optionChecker<HeatmapOptions>("heatmap", {
  valueLabel: text,
  valueUnit: valueUnitKind,
  digits: whole(0, 10),
  xLabel: text,
  yLabel: text,
  scale: oneOf("diverging", "sequential"),
  range: listOf(finite(), 2),
  rows: texts,
  columns: texts,
  apart: texts,
  title: text,
  width: widthKind,
  aspect: aspectKind,
});

/** Smallest words in cells; where they would have to be smaller, cells have none. */
const SMALLEST = points(5);
/** What small multiples leave for the names of rows as it is. */
const USUAL = points(34);

/**
 * A matrix as coloured cells with their numbers (as ImageNet-RIB's figures of the change on each data set after fine-tuning on each, Hwang
 * et al., 2024). Words in cells are as large as the smallest cell has room for, up to 7.5 points; empty cells are hatched, and a legend
 * says so.
 *
 * As panels of `smallMultiples`, all need one `range`.
 *
 * @throws RangeError for no cells or none with a value, an infinite value, two cells for one row and column, one that is in none of the
 *   rows or columns given, names given twice, and a diverging range that does not lie evenly around 0, naming which.
 * @example
 * heatmap(table.objects(), { valueLabel: "Change of accuracy", valueUnit: "pp", xLabel: "Tested on", yLabel: "Adapted to" });
 */
export function heatmap(
  cells: readonly HeatmapCell[],
  options: HeatmapOptions,
): Figure {
  checkOptions(options);
  requireFields("heatmap: the options", options, "valueLabel");
  const { xLabel = "", yLabel = "" } = options;
  const { apart = [], title, width = "column", aspect = 1 } = options;
  checkCells(cells, options);
  const colours = colouring(cells, options);
  const rows = distinct(
    options.rows,
    cells.map(({ row }) => row),
  );
  const columns = distinct(
    options.columns,
    cells.map(({ column }) => column),
  );
  const [x, y] = [placesOf(columns, apart), downwards(placesOf(rows, apart))];
  const size = layCells(rows, columns, {
    width: pixels(width),
    across: x.range[1] - x.range[0],
    down: y.range[1] - y.range[0],
    aspect,
    hasBar: colours !== undefined,
    titled: { x: xLabel !== "", y: yLabel !== "" },
  });
  const { ticks } = size;
  const placed = allPlaces(cells, { rows, columns, x, y });
  return compose(
    {
      kind: "heatmap",
      description: describe(placed, rows, columns, options),
      x: names(xLabel, x, ticks.texts, { tickangle: ticks.angle }),
      y: names(yLabel, y, size.rowTexts),
      layout: layoutOf(colours, options),
      title,
      width,
      aspect: size.height / pixels(width),
      outer: {
        left: Math.max(0, size.left - USUAL),
        right: size.right,
        below: ticks.height,
      },
      rows: cells.map(rowOf),
    },
    cellMarks(placed, colours, options),
  );
}

/** Words in cells as large as fits, and the colour bar. */
const layoutOf = (
  colours: Colouring | undefined,
  { valueLabel, valueUnit = "" }: HeatmapOptions,
): PlotlyObject => ({
  barmode: "overlay",
  uniformtext: { mode: "hide", minsize: SMALLEST },
  ...(colours && {
    coloraxis: colourAxis(
      titleInUnit(valueLabel, valueUnit),
      colours.scale,
      colours.range,
      valueUnit === "%" ? "%" : "",
    ),
  }),
});

/** The first name at the top. */
const downwards = ({ at, range: [first, last] }: Places): Places => ({
  at: at.map((place) => -place),
  range: [-last, -first],
});

/** An axis of names. */
const names = (
  title: string,
  { at, range }: Places,
  texts: readonly string[],
  more: PlotlyObject = {},
) =>
  axis(label(title), {
    showline: false,
    showgrid: false,
    ticks: "",
    tickmode: "array",
    tickvals: at,
    ticktext: texts,
    range,
    ...more,
  });

/** The cell of each row and column; those that are not listed are empty. */
function allPlaces(
  cells: readonly HeatmapCell[],
  grid: {
    rows: readonly string[];
    columns: readonly string[];
    x: Places;
    y: Places;
  },
): PlacedCell[] {
  const key = (row: string, column: string) => JSON.stringify([row, column]);
  const found = new Map(
    cells.map((cell) => [key(cell.row, cell.column), cell]),
  );
  return grid.rows.flatMap((row, i) =>
    grid.columns.map((column, j) => ({
      ...(found.get(key(row, column)) ?? { row, column }),
      x: grid.x.at[j]!,
      y: grid.y.at[i]!,
    })),
  );
}

const rowOf = (cell: HeatmapCell): FigureRow => ({
  row: cell.row,
  column: cell.column,
  value: isEmpty(cell) ? undefined : cell.value,
  lower: cell.lower,
  upper: cell.upper,
});
