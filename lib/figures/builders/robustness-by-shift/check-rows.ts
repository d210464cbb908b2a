import {
  requireFields,
  requireNumber,
  requireText,
} from "../../../files/arguments";
import { nearestName } from "../../../files/nearest-name";
import { written } from "../../../files/written";
import { refuseMisspelt } from "../../../files/misspelt";
import { requireFinite, requireSome } from "../../frame";
import { type ShiftRobustness } from "./robustness-by-shift-data";

const OF_A_ROW = "shift kind source mean lower upper isLine".split(" ");

const KINDS = ["in support", "out of support"];

/** Refuse rows that can't be drawn, and two rows for one place. */
export function checkRows(rows: readonly ShiftRobustness[]): void {
  requireSome(rows, "The list of shifts");
  const taken = new Set<string>();
  for (const row of rows) {
    requireFields("A row of robustnessByShift", row);
    refuseMisspelt("A row of robustnessByShift", row, OF_A_ROW);
    const { shift, kind, source, mean, lower, upper } = row;
    requireText("The shift of a row", shift);
    if (source !== undefined) requireText(`The source of "${shift}"`, source);
    if (!KINDS.includes(kind))
      throw new RangeError(
        `The kind of "${shift}" is ${written(kind)}. ${nearestName(String(kind), KINDS)}`,
      );
    const where = [shift, kind, source].filter(Boolean).join(", ");
    requireFinite(mean, `The effective robustness of "${where}"`);
    requireNumber(`The lower end of "${where}"`, lower);
    requireNumber(`The upper end of "${where}"`, upper);
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
