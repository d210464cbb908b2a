import { type PlotlyObject } from "../figure";
import { TEXT } from "../theme";

/** Words at a place of their own, as an annotation. */
export const caption = (
  text: string,
  x: number,
  y: number,
  xanchor: "left" | "center" | "right",
  yanchor: "top" | "middle" | "bottom",
  more: PlotlyObject = {},
): PlotlyObject => ({
  text,
  x,
  y,
  xanchor,
  yanchor,
  showarrow: false,
  borderpad: 0,
  font: { size: xanchor === "left" ? TEXT.tick : TEXT.note },
  ...more,
});
