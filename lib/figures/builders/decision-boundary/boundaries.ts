import { gather, type Mark } from "../../frame";
import { area, line } from "../../marks";
import {
  cycle,
  DASHES,
  knownColour,
  PALETTE,
  shortLabel,
  SUPPORT,
  translucent,
} from "../../theme";
import { type Boundary } from "./decision-boundary-data";
import { acrossWindow, positiveSide } from "./window";

/** Colours of boundaries that have none in the dictionary: black, then those of the palette that differ most from the classes'. */
const LINES = [
  "#000000",
  PALETTE[4]!,
  PALETTE[3]!,
  PALETTE[2]!,
  ...PALETTE.slice(5),
];

/** Boundaries as lines, each with its own colour and dashes; a lone one with its positive side tinted. */
export function boundaryMark(
  boundaries: readonly Boundary[],
  extent: number,
  shade: boolean,
): Mark {
  const drawn = boundaries.map((boundary, i) => {
    const ends = acrossWindow(boundary, extent);
    return line(
      ends.map(([x]) => x),
      ends.map(([, y]) => y),
      {
        color: knownColour(boundary.name) ?? cycle(LINES, i),
        width: 1.6,
        dash: cycle(DASHES, i),
      },
      {
        name: shortLabel(boundary.name),
        legendgroup: `boundary ${i}`,
        showlegend: true,
        hoverinfo: "name",
      },
    );
  });
  const side =
    shade && boundaries.length === 1
      ? [area(positiveSide(boundaries[0]!, extent), POSITIVE, 0.08)]
      : [];
  return { traces: gather([...side, ...drawn], "traces") };
}

/** The class of positive examples. */
const POSITIVE = PALETTE[0]!;

/** A direction through the origin that the reference examples span, as a broad faint line in the colour of what is in support. */
export function subspaceMark(
  [a, b]: readonly [number, number],
  extent: number,
): Mark {
  const ends = acrossWindow({ name: "", weights: [b, -a] }, extent);
  return line(
    ends.map(([x]) => x),
    ends.map(([, y]) => y),
    { color: translucent(SUPPORT.in, 0.45), width: 5 },
    { name: "<i>W</i><sub>ref</sub>", showlegend: true },
  );
}
