/** A value as a message shows it. */
export function written(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const text = JSON.stringify(value) ?? "an object";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
