import { requireFields, requireText } from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { requireFinite, requireSome, requireWholeInterval } from "../../frame";
import { type Bar } from "./grouped-bars-data";

const OF_A_BAR = ["group", "series", "value", "lower", "upper"];

/** Refuse values that are no numbers, and two rows for one bar, naming group and series. */
export function checkBars(bars: readonly Bar[]): void {
  requireSome(bars, "The list of bars");
  const taken = new Set<string>();
  for (const bar of bars) {
    requireFields("A bar", bar);
    const { group, series, value } = bar;
    refuseMisspelt("A bar", bar, OF_A_BAR);
    requireText("The group of a bar", group);
    if (series !== undefined) requireText(`The series of "${group}"`, series);
    const where = JSON.stringify(series ? `${group}, ${series}` : group);
    requireFinite(value, `The value of ${where}`);
    requireWholeInterval(bar, `The interval of ${where}`);
    if (taken.has(where)) {
      throw new RangeError(
        `There are two bars for ${where}: summarise the rows first, or tell them apart by series.`,
      );
    }
    taken.add(where);
  }
}
