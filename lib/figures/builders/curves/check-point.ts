import { requireFields, requireText } from "../../../files/arguments";
import { refuseMisspelt } from "../../../files/misspelt";
import { requireFinite, requireWholeInterval } from "../../frame";
import { type CurvePoint } from "./curves-data";

const OF_A_POINT = ["series", "x", "y", "lower", "upper", "hollow"];

/** Refuse a point that has no place on the axes, naming series and x. */
export function checkPoint(
  point: CurvePoint,
  xScale: string,
  yScale: string,
): void {
  requireFields("A point", point);
  const { series, x, y } = point;
  if (series !== undefined) requireText("The series of a point", series);
  const where = series ? ` of ${JSON.stringify(series)}` : "";
  requireFinite(x, `x${where}`);
  refuseMisspelt(`The point${where} at x = ${x}`, point, OF_A_POINT);
  requireFinite(y, `y${where} at x = ${x}`);
  requireWholeInterval(point, `The interval${where} at x = ${x}`);
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

/** Refuse a threshold that has no place on the horizontal axis. */
export function checkThreshold(threshold: number, xScale: string): void {
  requireFinite(threshold, "The threshold");
  if (xScale === "log" && threshold <= 0) {
    throw new RangeError(
      `The threshold is ${threshold}, which has no place on a logarithmic axis.`,
    );
  }
}
