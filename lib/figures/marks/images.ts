import { type Mark } from "../frame";
import { type Images, sprite } from "./sprite";

/** One of the images at a place of its own, in the units of the axes. */
export const image = (
  of: Images,
  index: number,
  place: { x: number; y: number; width: number; height: number },
): Mark => ({
  images: [
    {
      source: sprite(of, index),
      xref: "x",
      yref: "y",
      x: place.x,
      y: place.y,
      sizex: place.width,
      sizey: place.height,
      sizing: "stretch",
      layer: "below",
    },
  ],
});

/** Unseen markers that say something where the pointer is on them. */
export const hoverTargets = (
  targets: readonly { x: number; y: number; text: string }[],
): Mark => ({
  traces: [
    {
      type: "scatter",
      mode: "markers",
      x: targets.map(({ x }) => x),
      y: targets.map(({ y }) => y),
      hoverinfo: "text",
      hovertext: targets.map(({ text }) => text),
      marker: { size: 18, opacity: 0 },
      showlegend: false,
    },
  ],
});
