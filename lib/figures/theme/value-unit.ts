import { decimals, label } from "./label";

/** `"%"` or `"pp"`: values are fractions, shown as per cent or percentage points; `""`: shown as they are. */
export type ValueUnit = "" | "%" | "pp";

/** A value in its unit. */
export const inUnit = (value: number, unit: ValueUnit): number =>
  unit === "" ? value : 100 * value;

/** A value with its interval, as hover labels have it: `12.3% [11.0%, 13.6%]`. */
export function valueText(
  { y, lower, upper }: { y: number; lower?: number; upper?: number },
  unit: ValueUnit,
): string {
  const text = (value: number) => {
    const shown = inUnit(value, unit);
    if (unit === "%") return `${decimals(shown, 1)}%`;
    if (unit === "pp") return `${decimals(shown, 1)} pp`;
    return String(Number(shown.toPrecision(4))).replace("-", "−");
  };
  const interval =
    lower === undefined || upper === undefined
      ? ""
      : ` [${text(lower)}, ${text(upper)}]`;
  return text(y) + interval;
}

/** An axis title with its unit. */
export const titleInUnit = (title: string, unit: ValueUnit): string =>
  label(unit === "pp" ? `${title} (pp)` : title);

/** The bounds of values with intervals, in their unit; null where there is none. */
export const boundsInUnit = (
  values: readonly { lower?: number; upper?: number }[],
  unit: ValueUnit,
): ([number, number] | null)[] =>
  values.map(({ lower, upper }) =>
    lower === undefined || upper === undefined
      ? null
      : [inUnit(lower, unit), inUnit(upper, unit)],
  );
