import { optionChecker } from "../../../files";
import {
  finite,
  flag,
  oneOf,
  text,
  texts,
  textsByName,
} from "../../../files/option-kinds";
import { requireFields } from "../../../files/arguments";
import {
  aspect as aspectKind,
  valueUnit,
  width as widthKind,
} from "../../figure-kinds";
import { type Figure } from "../../figure";
import { compose, requireSome } from "../../frame";
import { divide, level } from "../../marks";
import {
  axis,
  coloursOf,
  distinct,
  inUnit,
  label,
  titleInUnit,
} from "../../theme";
import { checkPoint, checkThreshold } from "./check-point";
import { seriesMarks } from "./series";
import { xTicks, yTicks } from "./ticks";
import { type CurvePoint, type CurvesOptions } from "./curves-data";

const checkOptions = optionChecker<CurvesOptions>("curves", {
  xLabel: text,
  yLabel: text,
  xScale: oneOf("linear", "log"),
  yScale: oneOf("linear", "log"),
  yUnit: valueUnit,
  intervals: oneOf("bars", "band"),
  joined: flag,
  markers: flag,
  series: texts,
  like: textsByName,
  baseline: finite(),
  threshold: finite(),
  title: text,
  width: widthKind,
  aspect: aspectKind,
});

/**
 * Curves over a hyper-parameter, one a series, with intervals (as in the appendix of Cohen-Wang et al.: effective robustness over
 * epochs, learning rate, batch size, weight decay). Points are joined in order of x, unless asked not to be.
 *
 * @throws RangeError for no points, for NaN or infinite values (naming series and x), and for x ≤ 0 (or such a threshold) on a logarithmic axis.
 * @example
 * curves(table.objects(), { xLabel: "Epochs", yLabel: "Effective robustness", xScale: "log", yUnit: "pp", baseline: 0 });
 */
export function curves(
  points: readonly CurvePoint[],
  options: CurvesOptions,
): Figure {
  checkOptions(options);
  requireFields("curves: the options", options, "xLabel", "yLabel");
  const { xLabel, yLabel, title, width, aspect = 0.65 } = options;
  const {
    xScale = "linear",
    yScale = "linear",
    yUnit = "",
    baseline,
    threshold,
  } = options;
  requireSome(points, "The list of points");
  points.forEach((point) => checkPoint(point, xScale, yScale));
  if (threshold !== undefined) checkThreshold(threshold, xScale);
  const found = points.map(({ series = "" }) => series);
  const all = distinct(options.series, found);
  const { like = {} } = options;
  const colours = coloursOf(all.map((name) => like[name] ?? name));
  const names = all.filter((name) => found.includes(name));
  return compose(
    {
      kind: "curves",
      description: `${yLabel} over ${xLabel}: ${names.filter(Boolean).join(", ") || "one curve"} (${points.length} points).`,
      x: axis(label(xLabel), xTicks(points, xScale, options.joined)),
      y: axis(titleInUnit(yLabel, yUnit), {
        ...yTicks(
          points.map(({ y }) => inUnit(y, yUnit)),
          yScale,
        ),
        ...(yUnit === "%" ? { ticksuffix: "%" } : {}),
      }),
      title,
      width,
      aspect,
      rows: points.map(({ series, x, y, lower, upper }) => ({
        series,
        x,
        y,
        lower,
        upper,
      })),
    },
    [
      level(baseline === undefined ? undefined : inUnit(baseline, yUnit)),
      divide(threshold),
      ...names.flatMap((name) =>
        seriesMarks(
          points.filter(({ series = "" }) => series === name),
          { name, index: all.indexOf(name), named: names.length > 1 },
          colours[all.indexOf(name)]!,
          options,
        ),
      ),
    ],
  );
}
