import { optionChecker } from "../../../files";
import { finite, text, texts } from "../../../files/option-kinds";
import { requireFields } from "../../../files/arguments";
import {
  aspect as aspectKind,
  valueUnit,
  width as widthKind,
} from "../../figure-kinds";
import { type Figure } from "../../figure";
import { compose, type Mark, nameTicks } from "../../frame";
import { bars as barsMark, level } from "../../marks";
import {
  axis,
  boundsInUnit,
  coloursOf,
  cycle,
  distinct,
  HATCHINGS,
  INK,
  inUnit,
  label,
  lines,
  shortLabel,
  titleInUnit,
  valueText,
} from "../../theme";
import { pixels } from "../../width";
import { checkBars } from "./check-bars";
import { type Bar, type GroupedBarsOptions } from "./grouped-bars-data";

/** What the vertical axis takes of the width, in pixels. */
const AXIS = 50;

const checkOptions = optionChecker<GroupedBarsOptions>("groupedBars", {
  yLabel: text,
  xLabel: text,
  yUnit: valueUnit,
  series: texts,
  baseline: finite(),
  title: text,
  width: widthKind,
  aspect: aspectKind,
});

/**
 * Bars side by side in groups, with intervals: one bar a row, groups and series in order of first appearance.
 *
 * @throws RangeError for no rows, a value that is not finite, or two rows for one bar, naming group and series.
 * @example
 * groupedBars(table.objects(), { yLabel: "Effective robustness", yUnit: "pp" });
 */
export function groupedBars(
  bars: readonly Bar[],
  options: GroupedBarsOptions,
): Figure {
  checkOptions(options);
  requireFields("groupedBars: the options", options, "yLabel");
  const { yLabel, xLabel = "", yUnit = "", baseline, title } = options;
  const { width = "column", aspect = 0.65 } = options;
  checkBars(bars);
  const groups = [...new Set(bars.map((bar) => bar.group))];
  const ticks = nameTicks(groups, (pixels(width) - AXIS) / groups.length);
  const found = bars.map((bar) => bar.series ?? "");
  const all = distinct(options.series, found);
  const names = all.filter((name) => found.includes(name));
  return compose(
    {
      kind: "grouped-bars",
      description: `${yLabel} of ${groups.join(", ")}${names.length > 1 ? ` by ${names.join(", ")}` : ""}.`,
      x: axis(label(xLabel), {
        showgrid: false,
        ticks: "",
        tickmode: "array",
        tickvals: groups.map((_, i) => i),
        ticktext: ticks.texts,
        tickangle: ticks.angle,
        range: [-0.5, groups.length - 0.5],
      }),
      y: axis(titleInUnit(yLabel, yUnit), {
        zeroline: true,
        zerolinecolor: INK.axis,
        zerolinewidth: 0.75,
        ...(yUnit === "%" ? { ticksuffix: "%" } : {}),
      }),
      layout: { barmode: "group", bargap: 0.25, bargroupgap: 0.06 },
      title,
      width,
      aspect,
      extraHeight: ticks.height,
      rows: bars.map(({ group, series, value, lower, upper }) => ({
        group,
        series,
        value,
        lower,
        upper,
      })),
    },
    [
      level(baseline === undefined ? undefined : inUnit(baseline, yUnit)),
      ...names.map((name) =>
        seriesMark(bars, name, { groups, all, names }, options),
      ),
    ],
  );
}

/** The bars of one series. */
function seriesMark(
  bars: readonly Bar[],
  name: string,
  { groups, all, names }: { [list in "groups" | "all" | "names"]: string[] },
  { yLabel, yUnit = "" }: GroupedBarsOptions,
): Mark {
  const members = bars.filter((bar) => (bar.series ?? "") === name);
  const index = all.indexOf(name);
  return barsMark(
    {
      x: members.map((bar) => groups.indexOf(bar.group)),
      y: members.map((bar) => inUnit(bar.value, yUnit)),
      bounds: boundsInUnit(members, yUnit),
      hover: members.map((bar) =>
        lines(
          `<b>${label(bar.group)}</b>`,
          name && label(name),
          `${label(yLabel)} ${valueText({ ...bar, y: bar.value }, yUnit)}`,
        ),
      ),
    },
    {
      name: shortLabel(name || yLabel),
      colour: coloursOf(all)[index]!,
      hatching: cycle(HATCHINGS, index),
      more: { legendgroup: label(name), showlegend: names.length > 1 },
    },
  );
}
