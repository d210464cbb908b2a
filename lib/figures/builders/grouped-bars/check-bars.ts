import { requireFinite, requireInterval, requireSome } from "../../frame";
import { type Bar } from "./grouped-bars-data";

/** Refuse values that are no numbers, and two rows for one bar, naming group and series. */
export function checkBars(bars: readonly Bar[]): void {
  requireSome(bars, "The list of bars");
  const taken = new Set<string>();
  for (const { group, series, value, lower, upper } of bars) {
    const where = JSON.stringify(series ? `${group}, ${series}` : group);
    requireFinite(value, `The value of ${where}`);
    if (lower !== undefined && upper !== undefined) {
      requireInterval([lower, upper], `The interval of ${where}`);
    }
    if (taken.has(where)) {
      throw new RangeError(
        `There are two bars for ${where}: summarise the rows first, or tell them apart by series.`,
      );
    }
    taken.add(where);
  }
}
