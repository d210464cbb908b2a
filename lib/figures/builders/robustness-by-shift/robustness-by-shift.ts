import { optionChecker } from "../../../files";
import { finite, text, texts } from "../../../files/option-kinds";
import { width as widthKind } from "../../figure-kinds";
import { DEFAULT_MARGIN } from "../../../robustness";
import { type Figure } from "../../figure";
import { compose, gather, type Mark } from "../../frame";
import { key, level, zone } from "../../marks";
import { axis, coloursOf, distinct, INK, shortLabel } from "../../theme";
import { checkRows } from "./check-rows";
import { heightOf, layShifts } from "./lay-shifts";
import { rangeOf } from "./range";
import { sourceMark, sourceOf, symbolsOf } from "./source-mark";
import {
  type RobustnessByShiftOptions,
  type ShiftRobustness,
} from "./robustness-by-shift-data";
import { FILL_KEYS, markerOf, standingOf } from "./verdict-fill";

/** What the horizontal axis takes, in pixels. */
const AXIS = 45;

const checkOptions = optionChecker<RobustnessByShiftOptions>(
  "robustnessByShift",
  {
    margin: finite({ above: 0, to: 1 }),
    xLabel: text,
    sources: texts,
    title: text,
    width: widthKind,
  },
);

/**
 * Effective robustness shift by shift (a forest plot): a row a shift, those in support above those out of support; a marker with its
 * interval for each source, in points. What counts as no effect, ±`margin`, is shaded. The marker's fill is the verdict: full where the
 * interval leaves out zero, pale where it lies within the margin, a ring with a dot where neither holds; a plain ring is a difference at
 * matched reference accuracy, where baselines lie on no line. Infinite bounds end at the frame.
 *
 * @throws RangeError for no rows, a mean that is not finite or outside its interval, a margin that is not above 0, and two rows for one
 *   shift and source, naming them.
 * @example
 * robustnessByShift([{ shift: "Flip", kind: "out of support", source: "Lite0", mean: 0.13, lower: 0.11, upper: 0.15 }]);
 */
export function robustnessByShift(
  rows: readonly ShiftRobustness[],
  options: RobustnessByShiftOptions = {},
): Figure {
  checkOptions(options);
  const { margin = DEFAULT_MARGIN, title, width } = options;
  const { xLabel = "Effective robustness" } = options;
  checkRows(rows);
  const lines = layShifts(rows);
  const sources = distinct(options.sources, rows.map(sourceOf)).filter((name) =>
    rows.some((row) => sourceOf(row) === name),
  );
  const range = rangeOf(rows, margin);
  return compose(
    {
      kind: "robustness-by-shift",
      description: describe(rows, margin, xLabel),
      x: axis(`${xLabel} (pp)`, { range }),
      y: axis("", {
        range: [lines.length - 0.5, -0.5],
        showgrid: false,
        ticks: "",
        tickmode: "array",
        tickvals: lines.map((_, i) => i),
        ticktext: lines.map(({ text }) => text),
      }),
      title,
      width,
      aspect: 0,
      extraHeight: heightOf(lines, sources.length) + AXIS,
    },
    [
      zone(-100 * margin, 100 * margin),
      level(0, "x"),
      ...sources.map((source) =>
        sourceMark(
          rows.filter((row) => sourceOf(row) === source),
          source,
          { lines, sources, all: options.sources, range, margin },
        ),
      ),
      ...legendKeys(rows, sources, options, margin),
    ],
  );
}

/** A legend entry a source, where there are several, and one a fill that is there. */
function legendKeys(
  rows: readonly ShiftRobustness[],
  sources: readonly string[],
  { sources: given }: RobustnessByShiftOptions,
  margin: number,
): Mark[] {
  const all = distinct(given, sources);
  const ofSources = sources.map((name) => {
    const i = all.indexOf(name);
    return key(shortLabel(name), coloursOf(all)[i]!, symbolsOf(all)[i]!, {
      legendgroup: name,
    });
  });
  const standings = rows.map((row) => standingOf(row, margin));
  const ofFills = FILL_KEYS.filter(([, each]) =>
    each.some((standing) => standings.includes(standing)),
  ).map(([name, [standing]]) => {
    const { symbol, fill } = markerOf(standing!, "circle");
    const rim = { width: 1.2, color: INK.text };
    return key(name, INK.text, symbol, {
      marker: { color: fill, symbol, size: 6.5, line: rim },
    });
  });
  const keys = [...(sources.length > 1 ? ofSources : []), ...ofFills];
  return [{ traces: gather(keys, "traces") }];
}

const describe = (
  rows: readonly ShiftRobustness[],
  margin: number,
  xLabel: string,
): string =>
  `${xLabel} by shift: ${rows
    .map((row) => {
      const of = row.source ? ` (${row.source})` : "";
      return `${row.shift}${of} ${(100 * row.mean).toFixed(1)}, ${standingOf(row, margin)}`;
    })
    .join("; ")}.`;
