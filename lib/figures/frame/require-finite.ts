/** Refuse what is not a finite number, naming where it came from. */
export function requireFinite(value: number, where: string): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(
    `${where} is ${value}, expected a finite number. Leave the row out or find out where the value comes from.`,
  );
}

/** Refuse an interval whose ends are not in order around finite numbers. */
export function requireInterval(
  [lower, upper]: readonly [number, number],
  where: string,
): void {
  requireFinite(lower, `${where} (lower end)`);
  requireFinite(upper, `${where} (upper end)`);
  if (lower > upper) {
    throw new RangeError(
      `${where} runs from ${lower} to ${upper}: expected [lower, upper].`,
    );
  }
}

/** Refuse an empty list. */
export function requireSome(list: ArrayLike<unknown>, what: string): void {
  if (list.length > 0) return;
  throw new RangeError(
    `${what} is empty: there is nothing to draw. Check the filter or the run that should have filled it.`,
  );
}
