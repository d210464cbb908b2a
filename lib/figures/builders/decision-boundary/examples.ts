import { type Mark } from "../../frame";
import { points } from "../../marks";
import { lines, PALETTE, shortLabel } from "../../theme";
import { type LabelledPoint } from "./decision-boundary-data";

/** Classes, told apart by colour and by marker. */
const CLASSES = [
  { sign: 1, text: "1", colour: PALETTE[0]!, symbol: "circle" },
  { sign: -1, text: "−1", colour: PALETTE[1]!, symbol: "square" },
] as const;

/** Examples by group and class: filled markers for the first group, open ones for the others. */
export function exampleMarks(examples: readonly LabelledPoint[]): Mark[] {
  const groups = [...new Set(examples.map(({ group = "" }) => group))];
  return groups.flatMap((group, g) =>
    CLASSES.flatMap(({ sign, text, colour, symbol }) => {
      const members = examples.filter(
        (each) => (each.group ?? "") === group && each.label === sign,
      );
      if (members.length === 0) return [];
      const name = `${group && `${shortLabel(group, 20)}, `}<i>y</i> = ${text}`;
      return [
        points(
          {
            x: members.map(({ x }) => x),
            y: members.map(({ y }) => y),
            hover: members.map(({ x, y }) =>
              lines(name, `(${x.toPrecision(3)}, ${y.toPrecision(3)})`),
            ),
          },
          {
            name,
            colour,
            symbol: g > 0 ? `${symbol}-open` : symbol,
            size: 5.5,
            more: { cliponaxis: true },
          },
        ),
      ];
    }),
  );
}
