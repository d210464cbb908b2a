import { type AccuracyLine } from "../../../robustness";
import { type FigureRow } from "../../figure";
import { label, lines, percent, percentagePoints } from "../../theme";
import { type AccuracyPoint } from "./accuracy-on-the-line-data";

/** Shifted accuracy beyond the line's, as a fraction; none where the line has no prediction. */
export function robustnessOf(
  { reference, shifted }: AccuracyPoint,
  line: AccuracyLine | undefined,
): number | undefined {
  if (!line || reference === 0 || reference === 1) return undefined;
  return shifted - line.predict(reference).mean;
}

/** What hovering over a model says. */
export function hover(
  model: AccuracyPoint,
  group: string,
  robustness: number | undefined,
): string {
  const accuracy = (
    what: string,
    p: number,
    interval: readonly [number, number] | undefined,
  ) =>
    `${what} ${percent(p)}` +
    (interval ? ` [${percent(interval[0])}, ${percent(interval[1])}]` : "");
  return lines(
    `<b>${label(model.name)}</b>`,
    model.name !== group && label(group),
    accuracy("reference", model.reference, model.referenceInterval),
    accuracy("shifted", model.shifted, model.shiftedInterval),
    robustness !== undefined && `ER ${percentagePoints(robustness)}`,
  );
}

/** A model as a row of the table of what is plotted. */
export const modelRow = (
  role: string,
  model: AccuracyPoint,
  effectiveRobustness: number | undefined,
): FigureRow => ({
  role,
  name: model.name,
  source: model.source,
  strategy: model.strategy,
  reference: model.reference,
  shifted: model.shifted,
  referenceLower: model.referenceInterval?.[0],
  referenceUpper: model.referenceInterval?.[1],
  shiftedLower: model.shiftedInterval?.[0],
  shiftedUpper: model.shiftedInterval?.[1],
  effectiveRobustness,
});
