import { type Mark } from "../../frame";
import { points } from "../../marks";
import {
  coloursOf,
  distinct,
  label,
  lines as textLines,
  markersOf,
  percentagePoints,
} from "../../theme";
import { dodge, type layShifts } from "./lay-shifts";
import { type ShiftRobustness } from "./robustness-by-shift-data";
import { markerOf, standingOf } from "./verdict-fill";

export const sourceOf = (row: ShiftRobustness) => row.source ?? "Pre-trained";

/** A shape for each source, the second channel beside its colour. */
export const symbolsOf = (sources: readonly string[]): string[] =>
  markersOf(sources.map((_, i) => `source ${i}`));

interface Ground {
  lines: ReturnType<typeof layShifts>;
  /** Sources that are drawn, and all there are. */
  sources: readonly string[];
  all?: readonly string[];
  range: readonly [number, number];
  margin: number;
}

/** The markers of one source with their intervals. */
export function sourceMark(
  rows: readonly ShiftRobustness[],
  source: string,
  { lines, sources, all, range, margin }: Ground,
): Mark {
  const names = distinct(all, sources);
  const colour = coloursOf(names)[names.indexOf(source)]!;
  const symbol = symbolsOf(names)[names.indexOf(source)]!;
  const standings = rows.map((row) => standingOf(row, margin));
  const markers = standings.map((each) => markerOf(each, symbol, colour));
  const offset = dodge(sources.indexOf(source), sources.length);
  const inside = (fraction: number) =>
    Math.min(range[1], Math.max(range[0], 100 * fraction));
  const mark = points(
    {
      x: rows.map(({ mean }) => 100 * mean),
      y: rows.map(
        ({ shift, kind }) =>
          offset +
          lines.findIndex((line) => line.shift === shift && line.kind === kind),
      ),
      xBounds: rows.map(({ lower, upper }) => [inside(lower), inside(upper)]),
      hover: rows.map((row, i) =>
        textLines(
          `<b>${label(row.shift)}</b>`,
          row.source && label(row.source),
          `${percentagePoints(row.mean)} [${percentagePoints(row.lower)}, ${percentagePoints(row.upper)}]`,
          standings[i],
        ),
      ),
    },
    {
      name: source,
      colour,
      symbol: markers.map((marker) => marker.symbol),
      fills: markers.map((marker) => marker.fill),
      more: { legendgroup: source, showlegend: false },
    },
  );
  return {
    ...mark,
    rows: rows.map((row, i) => ({
      shift: row.shift,
      kind: row.kind,
      source: row.source,
      effectiveRobustness: row.mean,
      lower: row.lower,
      upper: row.upper,
      standing: standings[i],
    })),
  };
}
