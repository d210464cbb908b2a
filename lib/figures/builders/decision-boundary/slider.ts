import { type PlotlyObject } from "../../figure";
import { label, points, TEXT } from "../../theme";
import { type BoundaryStep } from "./decision-boundary-data";

/** Height of slider and button, in pixels. */
export const SLIDER = points(40);

/** Slider and play button under the plot. */
export function slider(steps: readonly BoundaryStep[]): PlotlyObject {
  const animate = (frames: unknown, duration: number) => ({
    method: "animate",
    args: [
      frames,
      {
        mode: "immediate",
        frame: { duration, redraw: false },
        transition: { duration: 0 },
      },
    ],
  });
  return {
    sliders: [
      {
        active: steps.length - 1,
        x: 0.14,
        len: 0.86,
        y: 0,
        yanchor: "top",
        pad: { t: points(26), b: 0, l: 0, r: 0 },
        ticklen: 2,
        minorticklen: 0,
        font: { size: TEXT.note },
        currentvalue: { prefix: "step ", font: { size: TEXT.note } },
        steps: steps.map((step, i) => ({
          label: label(step.label),
          ...animate([String(i)], 0),
        })),
      },
    ],
    updatemenus: [
      {
        type: "buttons",
        showactive: false,
        x: 0,
        xanchor: "left",
        y: 0,
        yanchor: "top",
        pad: { t: points(30), b: 0, l: 0, r: 0 },
        font: { size: TEXT.note },
        buttons: [{ label: "▶", ...animate(null, 120) }],
      },
    ],
  };
}
