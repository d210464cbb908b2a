import { type Mark } from "../../frame";
import { tileBorders, tiles } from "../../marks";
import {
  decimals,
  INK,
  inkOn,
  inUnit,
  label,
  lines,
  valueText,
} from "../../theme";
import { isEmpty } from "./check-heatmap";
import { type Colouring } from "./colouring";
import { type HeatmapCell, type HeatmapOptions } from "./heatmap-data";

/** A cell with its place. */
export type PlacedCell = HeatmapCell & { x: number; y: number };

/** Of cells without colour, and of the strokes over empty ones. */
const PLAIN = "#eeeeee";
const STROKES = { shape: "/", fgcolor: INK.baseline, bgcolor: INK.paper };
const HATCHING = { ...STROKES, size: 5, solidity: 0.15 };

/** Cells with a colour, without one, and without a value. */
export function cellMarks(
  cells: readonly PlacedCell[],
  colours: Colouring | undefined,
  options: HeatmapOptions,
): Mark[] {
  const filled = cells.filter((cell) => !isEmpty(cell));
  const coloured = filled.filter(({ plain }) => !plain);
  const plain = filled.filter((cell) => cell.plain);
  const empty = cells.filter(isEmpty);
  const values = coloured.map((cell) =>
    inUnit(cell.value!, options.valueUnit ?? ""),
  );
  return [
    ...(colours
      ? [
          tiles(placed(coloured, options), {
            name: options.valueLabel,
            colour: values,
            ink: values.map((value) => inkOn(colours.colourOf(value))),
          }),
        ]
      : []),
    ...(plain.length > 0
      ? [
          tiles(placed(plain, options), {
            name: "plain",
            colour: PLAIN,
            ink: inkOn(PLAIN),
          }),
        ]
      : []),
    ...(empty.length > 0
      ? [
          tiles(placed(empty, options), {
            name: "no value",
            colour: INK.paper,
            ink: INK.text,
            hatching: HATCHING,
            more: { showlegend: true },
          }),
        ]
      : []),
    tileBorders(cells.filter(({ outlined }) => outlined)),
  ];
}

const placed = (cells: readonly PlacedCell[], options: HeatmapOptions) => ({
  x: cells.map(({ x }) => x),
  y: cells.map(({ y }) => y),
  text: cells.map((cell) => label(cellText(cell, options))),
  hover: cells.map((cell) => hover(cell, options)),
});

/** What is written in a cell. */
export function cellText(
  cell: HeatmapCell,
  { valueUnit = "", digits = valueUnit === "" ? 2 : 0 }: HeatmapOptions,
): string {
  if (cell.text !== undefined || isEmpty(cell)) return cell.text ?? "";
  const text = decimals(inUnit(cell.value!, valueUnit), digits);
  return valueUnit === "pp" && Number(text) > 0 ? `+${text}` : text;
}

function hover(cell: HeatmapCell, options: HeatmapOptions): string {
  const { valueLabel, valueUnit = "" } = options;
  const value = isEmpty(cell)
    ? "no value"
    : cell.plain
      ? label(cellText(cell, options))
      : `${label(valueLabel)} ${valueText({ ...cell, y: cell.value! }, valueUnit)}`;
  return lines(
    `<b>${label(cell.row)}</b>`,
    `<b>${label(cell.column)}</b>`,
    value,
  );
}
