import { z } from "zod";
import { nearestName } from "./nearest-name";
import { written } from "./written";

/** What each option of a function may be: a kind a name, none left out. */
export type OptionKinds<Options> = {
  [Name in keyof Required<Options>]: z.ZodType;
};

/** Options of a group, within the options of a function. Each may be left out. */
export const optionGroup = <Options extends object>(
  kinds: OptionKinds<Options>,
) => z.strictObject(kinds as OptionKinds<Record<string, unknown>>).partial();

/**
 * Makes the check that a function's options pass before anything is done with them: in a notebook, in plain JavaScript and from a shell
 * they may be anything.
 *
 * @param where what to call the function in messages.
 * @param kinds what each option may be (see option-kinds.ts); any may be left out.
 * @returns refuses, with a RangeError that names the function, the option and its value: an option that there is not (with the nearest
 *   there is), a word that is none of those allowed (with the nearest), a number out of range, another type.
 * @example
 * const checkOptions = optionChecker<{ level?: number }>("meanInterval", { level });
 * checkOptions({ levle: 0.9 }); // RangeError: meanInterval has no option "levle". Did you mean "level"? Known: level.
 */
export function optionChecker<Options extends object>(
  where: string,
  kinds: OptionKinds<Options>,
): (options: Options) => void {
  const schema = optionGroup(kinds);
  return (options) => {
    const parsed = schema.safeParse(options);
    if (parsed.success) return;
    throw new RangeError(
      explain(where, schema, options, parsed.error.issues[0]),
    );
  };
}

function explain(
  where: string,
  schema: z.ZodType,
  options: unknown,
  issue: z.core.$ZodIssue,
): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const [name] = issue.keys;
    return `${where} has no option "${path ? `${path}.${name}` : name}". ${nearestName(name, namesAt(schema, issue.path))}`;
  }
  const found = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown>)[key],
    options,
  );
  const what = path
    ? `${where}: option ${path} is ${written(found)}`
    : `${where}: the options are ${written(found)}`;
  if (issue.code === "invalid_value") {
    return typeof found === "string"
      ? `${what}. ${nearestName(found, issue.values.map(String))}`
      : `${what}, expected ${issue.values.map((each) => JSON.stringify(each)).join(" or ")}.`;
  }
  const expected =
    issue.code === "invalid_type" && issue.expected === "object"
      ? "an object of options"
      : issue.message;
  return `${what}, expected ${expected}.`;
}

/** Names of the options in the group at a path. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.ZodType = schema;
  for (const key of path) {
    at = (unwrapped(at) as z.ZodObject).shape[key as string] as z.ZodType;
  }
  return Object.keys((unwrapped(at) as z.ZodObject).shape);
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}
