import type { z } from "zod";
import { nearestName } from "./nearest-name";

/**
 * What a schema makes of a value.
 *
 * @param what the value is, for the message.
 * @throws Error naming the first field that is wrong, its value and what it may be; of a name that is none of those known, the nearest.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const { path } = issue;
  // Of a name that is not allowed, the reason lies within.
  const { message } = issue.code === "invalid_key" ? issue.issues[0] : issue;
  const found = path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  const field = path.length > 0 ? `, field ${path.join(".")}` : "";
  if (issue.code === "invalid_value" && typeof found === "string") {
    throw new Error(
      `${what}${field}: found ${JSON.stringify(found)}. ${nearestName(found, issue.values.map(String))}`,
    );
  }
  const text =
    typeof found === "object" ? "" : `: found ${JSON.stringify(found)}`;
  throw new Error(`${what}${field}${text}: ${message}.`);
}
