/** Plain data, as in JSON. */
export type Json =
  string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * The one text of plain data, whatever the order in which its fields were set: JSON without spaces, names sorted by code
 * units, numbers as JavaScript writes them (RFC 8785). Fields that are `undefined` are left out, as in JSON.
 *
 * @throws TypeError naming the place of what is no plain data: a number that is not finite, a function, a date, a typed array.
 * @example canonicalJson({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: Json): string {
  return write(value, "");
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (Number.isFinite(value)) return JSON.stringify(value);
    return refuse(String(value), path);
  }
  if (Array.isArray(value)) {
    return `[${value.map((each, i) => write(each, `${path}[${i}]`)).join(",")}]`;
  }
  if (!isPlainObject(value)) return refuse(describe(value), path);
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, each]) =>
        `${JSON.stringify(name)}:${write(each, path ? `${path}.${name}` : name)}`,
    );
  return `{${fields.join(",")}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A notebook's objects come from another realm: theirs is another Object.prototype.
  return (
    prototype === null || Object.getPrototypeOf(prototype as object) === null
  );
}

const describe = (value: unknown): string =>
  typeof value === "object"
    ? `a ${(value as object).constructor.name}`
    : `${typeof value === "undefined" ? "" : "a "}${typeof value}`;

function refuse(found: string, path: string): never {
  throw new TypeError(
    `${path || "The value"} is ${found}, which is no plain data: use strings, finite numbers, booleans, null, and lists and objects of these.`,
  );
}
