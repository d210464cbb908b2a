import { label, points, SUPPORT } from "../../theme";
import { type ShiftRobustness } from "./robustness-by-shift-data";

/** The two groups of shifts, from the top. */
const GROUPS = [
  { kind: "in support", title: "In support", colour: SUPPORT.in },
  { kind: "out of support", title: "Out of support", colour: SUPPORT.out },
] as const;

/** Height of a row, and what each source adds, in pixels. */
const ROW = points(6);
const SOURCE = points(7);

/** A row of the figure: a shift, or the title over a group. */
interface Line {
  text: string;
  /** None for a title. */
  shift?: string;
  kind: ShiftRobustness["kind"];
  colour: string;
}

/** Rows from the top: each group's title, then its shifts in order of appearance. */
export function layShifts(rows: readonly ShiftRobustness[]): Line[] {
  return GROUPS.flatMap(({ kind, title, colour }): Line[] => {
    const members = rows.filter((row) => row.kind === kind);
    if (members.length === 0) return [];
    const shifts = [...new Set(members.map(({ shift }) => shift))];
    return [
      {
        text: `<b><span style="color:${colour}">${title}</span></b>`,
        kind,
        colour,
      },
      ...shifts.map((shift) => ({ text: label(shift), shift, kind, colour })),
    ];
  });
}

/** Height of all rows in pixels. */
export const heightOf = (lines: readonly Line[], sources: number): number =>
  lines.length * (ROW + SOURCE * sources);

/** How far below the middle of its row a source stands, as a share of the row. */
export const dodge = (index: number, count: number): number =>
  (index - (count - 1) / 2) * (SOURCE / (ROW + SOURCE * count));
