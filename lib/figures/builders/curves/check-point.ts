import { requireFinite, requireInterval } from "../../frame";
import { type CurvePoint } from "./curves-data";

/** Refuse a point that has no place on the axes, naming series and x. */
export function checkPoint(
  { series, x, y, lower, upper }: CurvePoint,
  xScale: string,
  yScale: string,
): void {
  const where = series ? ` of ${JSON.stringify(series)}` : "";
  requireFinite(x, `x${where}`);
  requireFinite(y, `y${where} at x = ${x}`);
  if (lower !== undefined && upper !== undefined) {
    requireInterval([lower, upper], `The interval${where} at x = ${x}`);
  }
  for (const [name, value, scale] of [
    ["x", x, xScale],
    ["y", y, yScale],
  ] as const) {
    if (scale === "log" && value <= 0) {
      throw new RangeError(
        `${name}${where} is ${value}, which has no place on a logarithmic axis. Use {${name}Scale: "linear"} or leave the point out.`,
      );
    }
  }
}
