import { requireFinite, requireSome } from "../../frame";
import { type ShiftRobustness } from "./robustness-by-shift-data";

/** Refuse rows that can't be drawn, and two rows for one place. */
export function checkRows(rows: readonly ShiftRobustness[]): void {
  requireSome(rows, "The list of shifts");
  const taken = new Set<string>();
  for (const { shift, kind, source, mean, lower, upper } of rows) {
    const where = [shift, kind, source].filter(Boolean).join(", ");
    requireFinite(mean, `The effective robustness of "${where}"`);
    if (!(lower <= mean && mean <= upper)) {
      throw new RangeError(
        `The interval of "${where}" runs from ${lower} to ${upper} and does not hold the mean ${mean}: give fractions, lower ≤ mean ≤ upper.`,
      );
    }
    if (taken.has(where)) {
      throw new RangeError(
        `There are two rows for "${where}": summarise them first, or tell them apart by source.`,
      );
    }
    taken.add(where);
  }
}
