import type { Interval } from "../../robustness";
import type { Inherited } from "./analyse";
import { methodName } from "./method-name";
import type { LossPoint, LossPredictor } from "./predictors";

/** mRI as `groupedBars` takes it: a group a network, a bar a method. @param methods as plans call them; figures name them by `methodName`. */
export const inheritanceBars = (
  table: readonly Inherited[],
  methods: readonly string[],
): ({ group: string; series: string; value: number } & Partial<
  Pick<Interval, "lower" | "upper">
>)[] =>
  table
    .filter(({ method }) => methods.includes(method))
    .map(({ base, method, mean }) => ({
      group: base,
      series: methodName(method),
      value: mean.mean,
      ...(Number.isFinite(mean.lower) && {
        lower: mean.lower,
        upper: mean.upper,
      }),
    }));

/** Loss on the base data by one measure of the set, as `curves` takes it. */
export const lossCurve = (
  found: readonly LossPoint[],
  key: LossPredictor = "transport",
): { series: string; x: number; y: number }[] =>
  found.flatMap(({ base, loss, by }) =>
    by[key] === undefined ? [] : [{ series: base, x: by[key], y: loss }],
  );
