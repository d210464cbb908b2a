import { asPoints, type ReplicatedRobustness } from "../../robustness";

/** Robustness in points as a table's cell, with a star where the baseline is no line; a dash where it is not measured. */
export const pointsCell = (robustness?: ReplicatedRobustness): string =>
  robustness
    ? `${asPoints(robustness, 1)}${robustness.isLine ? "" : " *"}`
    : "–";
