/** Attributes that Plotly reads as lengths in pixels, by their own name. */
const LENGTHS = new Set(
  "size minsize thickness outlinewidth xpad ypad ticklen tickwidth gridwidth linewidth zerolinewidth standoff ax ay xshift yshift borderpad borderwidth arrowwidth entrywidth tracegroupgap".split(
    " ",
  ),
);
/** Attributes that are lengths only within certain parents. */
const LENGTHS_WITHIN: { [parent: string]: string[] } = {
  line: ["width"],
  error_x: ["width"],
  error_y: ["width"],
  margin: ["l", "r", "t", "b", "pad"],
  pad: ["l", "r", "t", "b"],
};

/**
 * A part of a figure with every length in it so many times longer.
 *
 * @param within name of the attribute that the part is the value of.
 */
export function magnified(part: unknown, factor: number, within = ""): unknown {
  if (Array.isArray(part)) {
    return part.map((item) => magnified(item, factor, within));
  }
  if (typeof part !== "object" || part === null) return part;
  const lengths = LENGTHS_WITHIN[within] ?? [];
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      LENGTHS.has(name) || lengths.includes(name)
        ? times(value, factor)
        : magnified(value, factor, name),
    ]),
  );
}

function times(value: unknown, factor: number): unknown {
  if (Array.isArray(value)) return value.map((item) => times(item, factor));
  return typeof value === "number" ? value * factor : value;
}
