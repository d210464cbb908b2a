import { type FigureRow } from "../../figure";
import {
  type Boundary,
  type BoundaryStep,
  type LabelledPoint,
} from "./decision-boundary-data";

/** Examples as rows of the table of what is plotted. */
export const pointRows = (points: readonly LabelledPoint[]): FigureRow[] =>
  points.map(({ x, y, label: side, group }) => ({
    role: "point",
    group,
    x,
    y,
    label: side,
  }));

/** Boundaries as rows, at each step where there are steps. */
export function boundaryRows(
  still: readonly Boundary[],
  steps: readonly BoundaryStep[],
): FigureRow[] {
  const all = steps.length > 0 ? steps : [{ label: "", boundaries: still }];
  return all.flatMap(({ label: step, boundaries }) =>
    boundaries.map(({ name, weights, intercept = 0 }) => ({
      role: "boundary",
      name,
      step: step || undefined,
      weight1: weights[0],
      weight2: weights[1],
      intercept,
    })),
  );
}
