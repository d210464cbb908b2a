import { asNumber, asPoints, type Interval } from "../../robustness";
import { mean } from "../../numerics";
import { distinct } from "../shared/distinct";
import { byRichness, overSeeds, rowOf, type Inherited } from "./analyse";
import { methodName } from "./method-name";
import { inheritanceMethods } from "./plan";
import type { LossPrediction } from "./prediction";
import { lossPredictors } from "./predictors";
import { distanceMeasures, type InheritanceRows } from "./results";

/** In points; without an interval where there is a single repetition. */
export const points = (interval: Interval): string =>
  asPoints(Number.isFinite(interval.lower) ? interval : interval.mean, 1);

/** The methods of a table in the order in which they are spoken of. */
export const methodsOf = (table: readonly Inherited[]): string[] => {
  const found = distinct(table.map(({ method }) => method));
  const known = inheritanceMethods.filter((each) => found.includes(each));
  return [...known, ...found.filter((each) => !known.includes(each as never))];
};

/** The mRI table: a row a method, a column a network; points with 95 % intervals, a dash where it is not computed. */
export const inheritanceTable = (table: readonly Inherited[]) =>
  methodsOf(table).map((method) => ({
    method: methodName(method),
    ...Object.fromEntries(
      distinct(table.map(({ base }) => base)).map((base) => {
        const row = rowOf(table, base, method);
        return [base, row ? points(row.mean) : "–"];
      }),
    ),
  }));

/** One row of the benchmark, as texts in points. */
export const inheritanceRow = (row: Inherited) => ({
  network: row.base,
  method: methodName(row.method),
  mRI: points(row.mean),
  "others before (%)": asPoints(mean(row.once.map(({ before }) => before)), 1),
  "others after (%)": asPoints(mean(row.once.map(({ after }) => after)), 1),
  "gain on its own set": points(row.gain),
  "loss on base data": points(row.loss),
  repetitions: row.once.length,
});

/** RI of each set adapted to (rows) in one way, of each network (columns) from poor to rich; points with 95 % intervals over repetitions. */
export function inheritanceBySet(table: readonly Inherited[], method = "full") {
  const networks = byRichness(table, method);
  return (networks[0]?.sets ?? []).map((set, i) => ({
    "adapted to": set,
    ...Object.fromEntries(
      networks.map(({ base, once }) => [
        base,
        points(overSeeds(once.map(({ bySet }) => bySet[i]))),
      ]),
    ),
  }));
}

/** What foretells the loss, best first: correlation, and error in points with a set left out. */
export const lossPredictionRows = (found: readonly LossPrediction[]) =>
  [...found]
    .sort((a, b) => a.error.mean - b.error.mean)
    .map(({ name, correlation, error, gain }) => ({
      "foretold by": name,
      "r with the loss": Number.isFinite(correlation?.mean)
        ? asNumber(correlation!, 2)
        : "–",
      "error (points)": points(error),
      "minus that of nothing": correlation ? points(gain) : "–",
    }));

/** How far each set is from the base data by each measure, means over draws of images with 95 % intervals. */
export const setDistanceRows = ({ distances }: InheritanceRows) =>
  distinct(distances.map(({ to }) => to)).map((set) => {
    const drawn = distances.filter(({ to }) => to === set);
    const cells = distanceMeasures.map((measure) => {
      const over = overSeeds(drawn.map((each) => each[measure]));
      const isShare = measure === "auc" || measure === "outside";
      const shown = Number.isFinite(over.lower)
        ? {
            ...over,
            ...(isShare && {
              lower: Math.max(0, over.lower),
              upper: Math.min(1, over.upper),
            }),
          }
        : over.mean;
      return [lossPredictors[measure], asNumber(shown, isShare ? 2 : 1)];
    });
    return {
      set,
      ...(Object.fromEntries(cells) as { [column: string]: string }),
    };
  });
