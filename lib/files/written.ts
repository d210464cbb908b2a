/** A value as a message shows it. */
export function written(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const text = json(value) ?? "an object";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Undefined of what JSON cannot hold, such as an object that holds itself. */
function json(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
