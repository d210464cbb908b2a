import { requireFinite, requireInterval, requireSome } from "../frame/check";
import { errorBars } from "../marks/error-bars";
import { type Figure, type FigureWidth, pixels } from "../figure";
import { label, lines, shortLabel } from "../theme/label";
import {
  axis,
  baseLayout,
  cycle,
  distinct,
  heading,
  INK,
  legendBelow,
  PALETTE,
  TEXT,
  textWidth,
} from "../theme/theme";
import {
  inUnit,
  levelLine,
  titleInUnit,
  type ValueUnit,
  valueText,
} from "../theme/value-unit";

/** One bar, as a row of a table has it. */
export interface Bar {
  /** The group it stands in, along the horizontal axis. */
  group: string;
  /** Its kind within the group: its colour and hatching. May be left out where there is but one. */
  series?: string;
  value: number;
  /** Ends of an interval around the value. */
  lower?: number;
  upper?: number;
}

export interface GroupedBarsOptions {
  /** What the vertical axis says. */
  yLabel: string;
  /** What the groups are, under them. Default nothing. */
  xLabel?: string;
  /** `"%"` or `"pp"`: values are fractions, shown as per cent or percentage points. Default none: shown as they are. */
  yUnit?: ValueUnit;
  /** All series there are, in order, so that each keeps its colour in figures that lack some. Default in order of appearance. */
  series?: readonly string[];
  /** A horizontal line to compare with, such as chance. Default none. */
  baseline?: number;
  title?: string;
  /** Default `"column"`. */
  width?: FigureWidth;
  /** Height over width, without the legend. Default 0.65. */
  aspect?: number;
}

/** What the vertical axis takes of the width, in pixels. */
const AXIS = 50;

/** Hatchings, the second channel beside colour. */
const HATCHINGS = ["", "/", ".", "x", "-", "\\"];

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
  const {
    yLabel,
    xLabel,
    yUnit = "",
    baseline,
    title,
    width = "column",
    aspect = 0.65,
  } = options;
  requireSome(bars, "The list of bars");
  const taken = new Set<string>();
  for (const { group, series, value, lower, upper } of bars) {
    const where = JSON.stringify(series ? `${group}, ${series}` : group);
    requireFinite(value, `The value of ${where}`);
    if (lower !== undefined && upper !== undefined) {
      requireInterval([lower, upper], `The interval of ${where}`);
    }
    if (taken.has(where)) {
      throw new RangeError(
        `There are two bars for ${where}: summarise the rows first, or tell them apart by series.`,
      );
    }
    taken.add(where);
  }
  const groups = [...new Set(bars.map((bar) => bar.group))];
  const found = bars.map((bar) => bar.series ?? "");
  const styles = distinct(options.series, found);
  const names = styles.filter((name) => found.includes(name));
  const ticks = groupTicks(groups, (pixels(width) - AXIS) / groups.length);

  const data = names.map((name) => {
    const i = styles.indexOf(name);
    const series = bars.filter((bar) => (bar.series ?? "") === name);
    const ys = series.map((bar) => inUnit(bar.value, yUnit));
    const bounds = series.map((bar): [number, number] | null =>
      bar.lower === undefined || bar.upper === undefined
        ? null
        : [inUnit(bar.lower, yUnit), inUnit(bar.upper, yUnit)],
    );
    return {
      type: "bar",
      name: shortLabel(name || yLabel),
      legendgroup: label(name),
      showlegend: names.length > 1,
      x: series.map((bar) => groups.indexOf(bar.group)),
      y: ys,
      marker: {
        color: cycle(PALETTE, i),
        line: { width: 0.5, color: "#ffffff" },
        pattern: {
          shape: cycle(HATCHINGS, i),
          bgcolor: cycle(PALETTE, i),
          fgcolor: "#ffffff",
          size: 4,
          solidity: 0.25,
        },
      },
      error_y: errorBars(ys, bounds, { color: INK.text }),
      hoverinfo: "text",
      hovertext: series.map((bar) =>
        lines(
          `<b>${label(bar.group)}</b>`,
          name && label(name),
          `${label(yLabel)} ${valueText({ ...bar, y: bar.value }, yUnit)}`,
        ),
      ),
    };
  });
  const { legend, height } =
    names.length > 1
      ? legendBelow(
          names.map((name) => shortLabel(name)),
          pixels(width),
        )
      : { legend: undefined, height: 0 };
  return {
    kind: "grouped-bars",
    description: `${yLabel} of ${groups.join(", ")}${names.length > 1 ? ` by ${names.join(", ")}` : ""}.`,
    data,
    layout: baseLayout({
      ...heading(title && label(title)),
      barmode: "group",
      bargap: 0.25,
      bargroupgap: 0.06,
      xaxis: axis(label(xLabel ?? ""), {
        showgrid: false,
        ticks: "",
        tickmode: "array",
        tickvals: groups.map((_, i) => i),
        ticktext: ticks.texts,
        tickangle: ticks.angle,
        range: [-0.5, groups.length - 0.5],
      }),
      yaxis: axis(titleInUnit(yLabel, yUnit), {
        zeroline: true,
        zerolinecolor: INK.axis,
        zerolinewidth: 0.75,
        ...(yUnit === "%" ? { ticksuffix: "%" } : {}),
      }),
      ...(legend ? { legend } : {}),
      shapes: baseline === undefined ? [] : [levelLine(baseline, yUnit)],
    }),
    rows: bars.map(({ group, series, value, lower, upper }) => ({
      group,
      series,
      value,
      lower,
      upper,
    })),
    aspect: aspect + (height + ticks.height) / pixels(width),
    width,
  };
}

/** Longest name of a group that is written whole where names stand aslant. */
const LONGEST_ASLANT = 22;

/**
 * Names of groups as tick labels: on several lines where each word fits under its group, otherwise aslant.
 *
 * @param room of a group in pixels.
 * @returns also the height that they take beyond a single line.
 */
function groupTicks(
  groups: readonly string[],
  room: number,
): { texts: string[]; angle: number; height: number } {
  const broken = groups.map((group) => breakLines(group, room));
  const fits = broken
    .flat()
    .every((text) => textWidth(text, TEXT.tick) <= room);
  if (fits) {
    const most = Math.max(...broken.map((text) => text.length));
    return {
      texts: broken.map((text) => text.map(label).join("<br>")),
      angle: 0,
      height: 1.3 * TEXT.tick * (most - 1),
    };
  }
  const longest = Math.max(
    ...groups.map((group) => Math.min(group.length, LONGEST_ASLANT)),
  );
  const angle = -40;
  return {
    texts: groups.map((group) => shortLabel(group, LONGEST_ASLANT)),
    angle,
    height:
      textWidth("n".repeat(longest), TEXT.tick) *
      Math.sin((-angle * Math.PI) / 180),
  };
}

/** Words in as few lines as fit. */
function breakLines(text: string, room: number): string[] {
  const broken: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = broken.length ? `${broken.at(-1)} ${word}` : word;
    if (broken.length && textWidth(longer, TEXT.tick) <= room) {
      broken[broken.length - 1] = longer;
    } else broken.push(word);
  }
  return broken;
}
