import { written } from "../../files/written";
import { requireList } from "../../files/arguments";

/** Refuse what is not a finite number, naming where it came from. */
export function requireFinite(value: number, where: string): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(
    `${where} is ${written(value)}, expected a finite number. Leave the row out or find out where the value comes from.`,
  );
}

/** Refuse an interval whose ends are not in order around finite numbers. */
export function requireInterval(
  interval: readonly [number, number],
  where: string,
): void {
  requireList(where, interval, "two ends");
  const [lower, upper] = interval;
  requireFinite(lower, `${where} (lower end)`);
  requireFinite(upper, `${where} (upper end)`);
  if (lower > upper) {
    throw new RangeError(
      `${where} runs from ${lower} to ${upper}: expected [lower, upper].`,
    );
  }
}

/** Refuse an interval that lacks an end, or whose ends are not in order. Neither end: there is none. */
export function requireWholeInterval(
  { lower, upper }: { lower?: number; upper?: number },
  where: string,
): void {
  if (lower === undefined && upper === undefined) return;
  if (lower === undefined || upper === undefined)
    throw new RangeError(
      `${where} has no ${lower === undefined ? "lower" : "upper"} end: give both, or neither.`,
    );
  requireInterval([lower, upper], where);
}

/** Refuse an empty list, and what is none. */
export function requireSome(list: ArrayLike<unknown>, what: string): void {
  requireList(what, list, "what is to be drawn");
  if (list.length > 0) return;
  throw new RangeError(
    `${what} is empty: there is nothing to draw. Check the filter or the run that should have filled it.`,
  );
}
