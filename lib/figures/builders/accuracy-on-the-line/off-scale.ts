import { type AccuracyAxisScale } from "../../frame";
import { type AccuracyPoint } from "./accuracy-on-the-line-data";

/** Whether a model lies infinitely far out. */
export const isOffScale = (model: AccuracyPoint, scale: AccuracyAxisScale) =>
  scale !== "linear" &&
  [model.reference, model.shifted].some((p) => p === 0 || p === 1);

/** The open triangle that points off the scale, for an accuracy of exactly 0 or 1. */
export function edgeSymbol(
  { reference, shifted }: AccuracyPoint,
  scale: AccuracyAxisScale,
): string | undefined {
  if (scale === "linear") return undefined;
  if (shifted === 1) return "triangle-up-open";
  if (shifted === 0) return "triangle-down-open";
  if (reference === 1) return "triangle-right-open";
  if (reference === 0) return "triangle-left-open";
  return undefined;
}
