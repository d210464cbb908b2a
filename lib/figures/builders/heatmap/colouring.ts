import { extent } from "../../../numerics";
import { requireInterval } from "../../frame";
import {
  colourAt,
  type ColourScale,
  DIVERGING,
  inUnit,
  SEQUENTIAL,
} from "../../theme";
import { isEmpty } from "./check-heatmap";
import { type HeatmapCell, type HeatmapOptions } from "./heatmap-data";

/** How values become colours. */
export interface Colouring {
  scale: ColourScale;
  /** Values at its ends, in their unit. */
  range: readonly [number, number];
  /** Colour of a value in its unit. */
  colourOf(value: number): string;
}

/** The scale that cells with a value and a colour are coloured by; undefined where there are none. */
export function colouring(
  cells: readonly HeatmapCell[],
  { valueUnit = "", scale, range }: HeatmapOptions,
): Colouring | undefined {
  const values = cells
    .filter((cell) => !cell.plain && !isEmpty(cell))
    .map(({ value }) => value!);
  const diverges =
    scale === undefined
      ? valueUnit === "pp" || values.some((value) => value < 0)
      : scale === "diverging";
  if (range) checkRange(range, diverges);
  if (values.length === 0) return undefined;
  const [low, high] = range ?? rangeOf(values, diverges);
  const ends = [inUnit(low, valueUnit), inUnit(high, valueUnit)] as const;
  const colours = diverges ? DIVERGING : SEQUENTIAL;
  return {
    scale: colours,
    range: ends,
    colourOf: (value) =>
      colourAt(colours, (value - ends[0]) / (ends[1] - ends[0])),
  };
}

/** What holds all values; around 0 where the scale diverges. */
function rangeOf(
  values: readonly number[],
  diverges: boolean,
): [number, number] {
  const [low, high] = extent(values);
  if (!diverges) return high > low ? [low, high] : [low, low + 1];
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return [-most, most];
}

function checkRange(range: readonly [number, number], diverges: boolean): void {
  requireInterval(range, "options.range");
  const [low, high] = range;
  if (low === high)
    throw new RangeError(
      `options.range is [${low}, ${high}]: its ends must differ.`,
    );
  if (diverges && low !== -high)
    throw new RangeError(
      `options.range is [${low}, ${high}], but a diverging scale lies evenly around 0: give [${-Math.max(-low, high)}, ${Math.max(-low, high)}], or {scale: "sequential"}.`,
    );
}
