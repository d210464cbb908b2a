import { written } from "./written";

/**
 * Refuses an argument that is no number (text that looks like one, null, true), which arithmetic would take for one in silence.
 *
 * @param what the argument, for the message: `"betaQuantile: p"`.
 * @param holds further condition. Default none: NaN and ±Infinity are numbers.
 * @param expected what is expected, for the message.
 * @throws RangeError naming the argument and its value.
 */
export function requireNumber(
  what: string,
  value: unknown,
  holds: (value: number) => boolean = () => true,
  expected = "a number",
): asserts value is number {
  if (typeof value === "number" && holds(value)) return;
  throw new RangeError(`${what} is ${written(value)}, expected ${expected}.`);
}

/**
 * Refuses a name or label that is no text.
 *
 * @throws RangeError naming the argument and its value.
 */
export function requireText(
  what: string,
  value: unknown,
): asserts value is string {
  if (typeof value === "string") return;
  const remedy = typeof value === "number" ? ` (String(${value}))` : "";
  throw new RangeError(`${what} is ${written(value)}, expected text${remedy}.`);
}

/**
 * Refuses what is neither a list nor a typed array.
 *
 * @throws RangeError naming the argument and its value.
 */
export function requireList(
  what: string,
  value: unknown,
  of = "numbers",
): asserts value is ArrayLike<unknown> {
  const isList =
    typeof value === "object" &&
    typeof (value as { length?: unknown } | null)?.length === "number";
  if (isList) return;
  throw new RangeError(
    `${what} is ${written(value)}, expected a list of ${of}.`,
  );
}

/**
 * Refuses what is no list of finite numbers.
 *
 * @throws RangeError naming the argument, or the first item that is no finite number and its value.
 */
export function requireNumbers(
  what: string,
  values: unknown,
): asserts values is ArrayLike<number> {
  requireList(what, values);
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      requireNumber(`${what}[${i}]`, values[i], () => false, "a finite number");
}

/**
 * Gives an answer back, where it is one: of numbers near the largest there is, squares and sums are infinite.
 *
 * @param what the answer, for the message: `"A sample variance"`.
 * @throws RangeError where it is not finite.
 */
export function representable(what: string, answer: number): number {
  if (Number.isFinite(answer)) return answer;
  throw new RangeError(
    `${what} is beyond the largest number there is (${answer}): divide what it is of by one number first, such as 1e150.`,
  );
}

/**
 * Refuses what lacks something that is read from it.
 *
 * @param names what must be there.
 * @throws RangeError naming the argument and the first name that is not there.
 */
export function requireFields(
  what: string,
  value: unknown,
  ...names: readonly string[]
): asserts value is object {
  if (typeof value !== "object" || value === null)
    throw new RangeError(
      `${what} is ${written(value)}, expected an object with ${names.join(", ")}.`,
    );
  const missing = names.find(
    (name) => (value as Record<string, unknown>)[name] === undefined,
  );
  if (missing !== undefined)
    throw new RangeError(
      `${what} has no ${missing}; it has ${Object.keys(value).join(", ") || "nothing"}.`,
    );
}
