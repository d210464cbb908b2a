import { type Mark } from "../frame";
import { INK, translucent } from "../theme";

/** A thin line across the plot at a value; none where there is no value. */
export const level = (
  value: number | undefined,
  along: "x" | "y" = "y",
): Mark => {
  if (value === undefined) return {};
  const across = along === "y" ? "x" : "y";
  return {
    shapes: [
      {
        type: "line",
        [`${across}ref`]: "paper",
        [`${across}0`]: 0,
        [`${across}1`]: 1,
        [`${along}0`]: value,
        [`${along}1`]: value,
        layer: "below",
        line: { color: INK.line, width: 0.9, dash: "dot" },
      },
    ],
  };
};

/** A line from bottom to top at a value that divides what is drawn, over all else; none where there is no value. */
export const divide = (value: number | undefined): Mark =>
  value === undefined
    ? {}
    : {
        shapes: [
          {
            type: "line",
            x0: value,
            x1: value,
            yref: "paper",
            y0: 0,
            y1: 1,
            line: { color: INK.text, width: 1.2, dash: "dash" },
          },
        ],
      };

/** A shaded zone over the whole height of the plot, such as what counts as no effect. */
export const zone = (from: number, to: number): Mark => ({
  shapes: [
    {
      type: "rect",
      x0: from,
      x1: to,
      yref: "paper",
      y0: 0,
      y1: 1,
      layer: "below",
      fillcolor: translucent(INK.baseline, 0.18),
      line: { width: 0 },
    },
  ],
});
