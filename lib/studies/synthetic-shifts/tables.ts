import { op, type ColumnTable } from "arquero";
import { asPercent, asPoints } from "../../robustness";
import { ALL, type StudiedRobustness } from "./analyse";
import { rateByValidation } from "../shared/rate-by-validation";
import type { StudiedKind } from "./results";
import { pointsCell } from "../shared/points-cell";

type Row = { [column: string]: string | number };

/** The closing table of some kinds of shift as texts: robustness with its interval, the baselines' R², the verdict and what the rule says of it. */
export const closingRows = (
  table: readonly StudiedRobustness[],
  kinds: readonly StudiedKind[],
): Row[] =>
  table
    .filter(({ kind, group }) => group === ALL && kinds.includes(kind))
    .map(({ shift, robustness, verdict, rule }) => ({
      shift,
      points: asPoints(robustness, 1),
      measure: robustness.isLine
        ? "effective robustness"
        : "matched difference",
      "R² of baselines": robustness.medianRSquared.toFixed(3),
      "beyond the baseline": `${robustness.extrapolated} of ${robustness.count}`,
      verdict,
      "rule of thumb": rule,
    }));

/** Robustness in points of each model and method, a row a shift; a star where the baseline is no line. */
export function methodRows(table: readonly StudiedRobustness[]): Row[] {
  const groups = [...new Set(table.map(({ group }) => group))];
  const shifts = [...new Set(table.map(({ shift }) => shift))];
  return shifts.map((shift) => {
    const cells = groups.map((group): [string, string] => {
      const row = table.find(
        (each) => each.shift === shift && each.group === group,
      );
      return [group, pointsCell(row?.robustness)];
    });
    return { shift, ...Object.fromEntries(cells) };
  });
}

/** The learning rates that were tried: accuracy on held-out reference images by rate, a row a model and method. */
export function rateRows(results: ColumnTable): Row[] {
  const trials = results
    .filter(
      (d: { part: string; split: string }) =>
        d.part === "rate" && d.split === "validation",
    )
    .groupby("model", "method", "rate")
    .rollup({ accuracy: (d: { accuracy: number }) => op.max(d.accuracy) })
    .orderby("model", "method", "rate")
    .objects() as {
    model: string;
    method: string;
    rate: number;
    accuracy: number;
  }[];
  const arms = [
    ...new Map(
      trials.map(({ model, method }) => [
        `${model}, ${method}`,
        { model, method },
      ]),
    ).values(),
  ];
  return arms.map(({ model, method }) => {
    const ours = trials.filter(
      (trial) => trial.model === model && trial.method === method,
    );
    const chosen = rateByValidation(results, { model, method })!;
    const rates = ours.map(({ rate }) => rate);
    return {
      model,
      method,
      "reference accuracy by learning rate": ours
        .map(({ rate, accuracy }) => `${rate}: ${asPercent(accuracy)}`)
        .join(" · "),
      chosen,
      "inside the range":
        chosen > Math.min(...rates) && chosen < Math.max(...rates)
          ? "yes"
          : "no",
    };
  });
}

/** What the study cost, in a sentence: its runs, and the hours of all of them one after the other. */
export function costText(results: ColumnTable): string {
  const runs = results
    .groupby("run")
    .rollup({ seconds: (d: { seconds: number }) => op.max(d.seconds) });
  const hours =
    (runs.array("seconds") as number[]).reduce((a, b) => a + b, 0) / 3600;
  return `${runs.numRows()} runs, ${hours.toFixed(1)} hours on one core.`;
}
