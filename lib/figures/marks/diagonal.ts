import { type AccuracyAxis, type Mark, type Point, WEIGHT } from "../frame";
import { TEXT, textWidth } from "../theme";
import { line } from "./line";

/** y = x where it passes through the picture, with its name where there is most room; nothing where it doesn't. */
export function diagonal(x: AccuracyAxis, y: AccuracyAxis): Mark {
  const from = Math.max(x.range[0], y.range[0]);
  const to = Math.min(x.range[1], y.range[1]);
  if (from >= to) return {};
  const ends: [Point, Point] = [
    [from, from],
    [to, to],
  ];
  return {
    ...line([from, to], [from, to], {
      color: "#000000",
      width: 0.9,
      dash: "dot",
    }),
    obstacles: [{ points: ends, joined: true, weight: WEIGHT.diagonal }],
    words: [
      {
        name: "diagonal",
        annotation: {
          text: "<i>y</i> = <i>x</i>",
          borderpad: 0,
          font: { size: TEXT.note },
        },
        size: {
          width: textWidth("y = x", TEXT.note),
          height: 1.3 * TEXT.note,
        },
        beside: ends,
      },
    ],
  };
}
