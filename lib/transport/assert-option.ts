/**
 * Refuses an option that is no number in its range; text that looks like one too.
 *
 * @throws RangeError naming the option, its value and its range.
 */
export function assertOption(
  name: string,
  value: unknown,
  isValid: (value: number) => boolean,
  range: string,
): void {
  if (typeof value === "number" && isValid(value)) return;
  const shown = typeof value === "string" ? `the text "${value}"` : value;
  throw new RangeError(`${name} must be ${range}, got ${String(shown)}.`);
}
