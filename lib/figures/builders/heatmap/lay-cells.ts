import { nameTicks } from "../../frame";
import {
  COLOUR_BAR,
  MARGIN,
  points,
  shortLabel,
  TEXT,
  textWidth,
} from "../../theme";

/** Longest name of a row that is written whole. */
const LONGEST = 26;
/** Space beside rows and columns that stand apart, in cells. */
const APART = 0.3;
/** An axis title, and a line of tick labels, in pixels. */
const TITLE = points(14);
const LINE = points(12);

/** Places of names along an axis, and where it ends; in cells, the first at 0. */
export interface Places {
  at: number[];
  range: [number, number];
}

/** Names one after the other, with space where those that stand apart meet others. */
export function placesOf(
  names: readonly string[],
  apart: readonly string[],
): Places {
  let gaps = 0;
  const at = names.map((name, i) => {
    const before = names[i - 1] ?? name;
    if (apart.includes(name) !== apart.includes(before)) gaps += APART;
    return i + gaps;
  });
  return { at, range: [-0.5, at.at(-1)! + 0.5] };
}

/** About how large everything is, in pixels. */
export function layCells(
  rows: readonly string[],
  columns: readonly string[],
  size: {
    /** Of the figure. */
    width: number;
    /** In cells. */
    across: number;
    down: number;
    aspect: number;
    hasBar: boolean;
    titled: { x: boolean; y: boolean };
  },
) {
  const rowTexts = rows.map((row) => shortLabel(row, LONGEST));
  const longest = Math.max(...rows.map((row) => [...row].length));
  const left =
    textWidth("n".repeat(Math.min(longest, LONGEST)), TEXT.tick) +
    (size.titled.y ? TITLE : 0);
  const right = size.hasBar ? COLOUR_BAR : 0;
  const free = size.width - MARGIN.l - MARGIN.r - left - right;
  const cell = Math.max(free, size.width / 4) / size.across;
  const ticks = nameTicks(columns, cell);
  const below = LINE + ticks.height + (size.titled.x ? TITLE : 0);
  return {
    rowTexts,
    ticks,
    left,
    right,
    below,
    height: cell * size.aspect * size.down + below + MARGIN.t + MARGIN.b,
  };
}
