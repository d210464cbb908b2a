import { valueText } from "../../theme";
import { isEmpty } from "./check-heatmap";
import { type HeatmapCell, type HeatmapOptions } from "./heatmap-data";

/** What a heat map shows, in words: rows and columns, where the least and the greatest value are, and how many cells are empty. */
export function describe(
  cells: readonly HeatmapCell[],
  rows: readonly string[],
  columns: readonly string[],
  { valueLabel, valueUnit = "", xLabel, yLabel }: HeatmapOptions,
): string {
  const coloured = cells.filter((cell) => !cell.plain && !isEmpty(cell));
  const sorted = [...coloured].sort((a, b) => a.value! - b.value!);
  const said = [sorted[0], sorted.at(-1)].map(
    (cell) =>
      cell &&
      `${valueText({ y: cell.value! }, valueUnit)} (${cell.row}, ${cell.column})`,
  );
  const from = coloured.length > 0 ? `, from ${said.join(" to ")}` : "";
  const empty = cells.filter(isEmpty).length;
  const without =
    empty > 0 ? `; ${empty} of ${cells.length} cells have no value` : "";
  return `${valueLabel} by ${yLabel || "row"} (${rows.join(", ")}) and ${xLabel || "column"} (${columns.join(", ")})${from}${without}.`;
}
