import canonicalize from "canonicalize";

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
  requirePlainData(value, "");
  return canonicalize(value)!;
}

/** What the package would write all the same, as `{}` or by `toJSON`, or refuse without saying where. */
function requirePlainData(value: unknown, path: string): void {
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string" || Number.isFinite(value)) return;
  if (typeof value === "number") refuse(String(value), path);
  if (Array.isArray(value)) {
    value.forEach((each, i) => requirePlainData(each, `${path}[${i}]`));
    return;
  }
  if (!isPlainObject(value)) refuse(describe(value), path);
  for (const [name, each] of Object.entries(value)) {
    if (each === undefined) continue;
    requirePlainData(each, path ? `${path}.${name}` : name);
  }
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
