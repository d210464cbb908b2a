import { nearestName } from "../files";
import { notebookOutput } from "./notebook-output";

/** What a parameter may be. */
export type ParameterValue = string | number | boolean;

/** `T` with each literal type widened to its primitive, but for a profile: one of the two that there are. */
export type Parameters<T> = {
  [K in keyof T]: K extends "profile"
    ? "small" | "full"
    : T[K] extends number
      ? number
      : T[K] extends boolean
        ? boolean
        : string;
};

/** Environment variable in which the notebook runner hands over parameters, as JSON. */
export const PARAMETERS_VARIABLE = "LAB_PARAMETERS";

/**
 * The parameters of a notebook: its defaults, overridden by what was given on
 * the command line (`npm run notebooks -- 00 --profile small --set strength=0.7`).
 * Names that this notebook does not declare belong to other notebooks and are
 * left alone, but a given profile must be one of those known. Where the small
 * one is asked of a notebook that shows the full study, its cell says so.
 *
 * @param defaults name → default; its type decides how a given value is read.
 * @throws Error for a value that is not of the default's type.
 * @example
 * const { profile, seed, strength } = lab.parameters({ profile: "full", seed: 1, strength: 0.5 });
 */
export function parameters<T extends Record<string, ParameterValue>>(
  defaults: T,
): Parameters<T> {
  const given = JSON.parse(process.env[PARAMETERS_VARIABLE] ?? "{}") as Record<
    string,
    string
  >;
  if ("profile" in defaults)
    requireProfile(String(defaults.profile), "default");
  const read = Object.entries(defaults).map(([name, value]) => [
    name,
    name in given ? readAs(value, name, String(given[name])) : value,
  ]);
  const values = Object.fromEntries(read) as Parameters<T>;
  if (isSmall(values) && !isSmall(defaults)) saySmall();
  return values;
}

const isSmall = ({ profile }: Record<string, ParameterValue>): boolean =>
  profile === "small";

function saySmall(): void {
  const text =
    "**Small profile:** sizes for trying things out. What this notebook says of results holds of the full study, not of what follows.";
  notebookOutput({ data: { "text/markdown": text } });
}

const profiles = ["small", "full"];

function requireProfile(text: string, origin: string): void {
  if (profiles.includes(text)) return;
  throw new Error(
    `Parameter profile is "${text}" (from the ${origin}), expected one of ${profiles.join(", ")}. ${nearestName(text, profiles)}`,
  );
}

function readAs(like: ParameterValue, name: string, text: string) {
  const refuse = (wanted: string): never => {
    throw new Error(
      `Parameter ${name} is "${text}" (from the command line), expected ${wanted}.`,
    );
  };
  if (name === "profile") requireProfile(text, "command line");
  if (typeof like === "number") {
    const value = Number(text);
    return text.trim() === "" || !Number.isFinite(value)
      ? refuse(`a number, as ${like}`)
      : value;
  }
  if (typeof like === "boolean") {
    return text === "true" || (text !== "false" && refuse("true or false"));
  }
  return text;
}
