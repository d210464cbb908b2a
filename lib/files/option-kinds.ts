import { z } from "zod";

/** A kind of value by its test, and how a message says what was expected. */
const kind = (
  expected: string,
  holds: (value: unknown) => boolean,
  hint: (value: unknown) => string = () => "",
) => z.custom<unknown>(holds, { error: ({ input }) => expected + hint(input) });

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** The remedy where a share was given in per cent, or a number as text. */
function asFraction(value: unknown): string {
  if (typeof value === "string" && value.trim() !== "" && isNumber(+value))
    return " (a number, not text)";
  return isNumber(value) && value > 1 && value < 100
    ? ` (did you mean ${Number((value / 100).toPrecision(12))}?)`
    : "";
}

/** A finite number, within bounds if any. */
export function finite({
  from = -Infinity,
  to = Infinity,
  above = -Infinity,
  below = Infinity,
} = {}) {
  const words = [
    from > -Infinity && `at least ${from}`,
    above > -Infinity && `above ${above}`,
    to < Infinity && `at most ${to}`,
    below < Infinity && `below ${below}`,
  ].filter(Boolean);
  return kind(
    ["a finite number", words.join(" and ")].filter(Boolean).join(", "),
    (value) =>
      isNumber(value) &&
      value >= from &&
      value <= to &&
      value > above &&
      value < below,
    (value) => (typeof value === "string" ? " (a number, not text)" : ""),
  );
}

/** A whole number within bounds. */
export const whole = (from: number, to = Number.MAX_SAFE_INTEGER) =>
  kind(
    `a whole number from ${from}` +
      (to < Number.MAX_SAFE_INTEGER ? ` to ${to}` : " up"),
    (value) =>
      Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
  );

/** A share: 0 to 1, both included. */
export const share = kind(
  "a number from 0 to 1",
  (value) => isNumber(value) && value >= 0 && value <= 1,
  asFraction,
);

const between0And1 = (what: string) =>
  kind(
    `${what} between 0 and 1`,
    (value) => isNumber(value) && value > 0 && value < 1,
    asFraction,
  );

/** Levels: between 0 and 1, both left out. */
export const level = between0And1("a confidence level");
export const significance = between0And1("a significance level");
/** A share of neither nothing nor everything. */
export const openShare = between0And1("a fraction");

/** A seed of random draws. */
export const seed = kind("a finite number as seed", isNumber);

/** One of some words. */
export const oneOf = <Word extends string>(...words: readonly Word[]) =>
  z.enum(words as readonly [Word, ...Word[]]);

export const text = kind("text", (value) => typeof value === "string");
export const flag = kind(
  "true or false",
  (value) => typeof value === "boolean",
);
export const callable = kind(
  "a function",
  (value) => typeof value === "function",
);

const isList = (value: unknown) =>
  typeof value === "object" &&
  typeof (value as { length?: unknown } | null)?.length === "number";

/** A list or typed array. */
export const list = kind("a list", isList);

export const listOrFunction = kind(
  "a list or a function",
  (value) => isList(value) || typeof value === "function",
);

/** A list of words. */
export const texts = kind(
  "a list of texts",
  (value) =>
    Array.isArray(value) && value.every((each) => typeof each === "string"),
);

/** Words by name. */
export const textsByName = kind(
  "an object of texts",
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === "string"),
);

/** A plain object, or one with methods; what is in it is checked where it is used. */
export const object = kind(
  "an object",
  (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value),
);

/** Anything; what takes it checks it. */
export const anything = z.unknown();

/** A kind, or null. */
export const orNull = (each: z.ZodType) => each.nullable();

/** A list whose every item is of a kind, `length` of them if given. */
export const listOf = (each: z.ZodType, length?: number) => {
  const items = z.array(each);
  return length === undefined
    ? items
    : items.length(length, { error: `a list of ${length}` });
};
