import { type FigureRow, type PlotlyObject } from "../figure";
import { type FloatingWord, type Obstacle } from "./place-words";

/** What one mark adds to a figure: a function of data alone, drawn in the order in which marks are listed. */
export interface Mark {
  traces?: readonly PlotlyObject[];
  shapes?: readonly PlotlyObject[];
  /** Words that stand at a place of their own. */
  annotations?: readonly PlotlyObject[];
  images?: readonly PlotlyObject[];
  /** Words that stand where there is room. */
  words?: readonly FloatingWord[];
  /** What those words keep off. */
  obstacles?: readonly Obstacle[];
  /** What is plotted, with full digits. */
  rows?: readonly FigureRow[];
}

type Items<Sort extends keyof Mark> = NonNullable<Mark[Sort]>[number][];

/** All that some marks add of one sort. */
export const gather = <Sort extends keyof Mark>(
  marks: readonly Mark[],
  sort: Sort,
): Items<Sort> =>
  marks.flatMap((mark): readonly unknown[] => mark[sort] ?? []) as Items<Sort>;
