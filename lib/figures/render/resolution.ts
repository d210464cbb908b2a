import { type Figure } from "../figure";
import { millimetres } from "../width";
import { type RenderOptions } from "./render-options";

/** Dots per inch that a picture can have, and pixels of its longer side that a browser can draw. */
const RESOLUTIONS = { from: 20, to: 2400 };
const LONGEST_SIDE = 16_384;

/**
 * Refuses a resolution in which no picture can be drawn.
 *
 * @throws RangeError for dots per inch outside 20–2400, or a picture of more than 16,384 pixels a side.
 */
export function requireResolution(
  figure: Figure,
  { resolution = 300, width = figure.width }: RenderOptions,
): void {
  const { from, to } = RESOLUTIONS;
  if (
    typeof resolution !== "number" ||
    !(resolution >= from && resolution <= to)
  ) {
    throw new RangeError(
      `A picture can't have a resolution of ${JSON.stringify(resolution)}: give ${from}–${to} dots per inch.`,
    );
  }
  const inches = (millimetres(width) / 25.4) * Math.max(1, figure.aspect);
  if (inches * resolution > LONGEST_SIDE) {
    throw new RangeError(
      `At ${resolution} dots per inch the picture would be ${Math.ceil(inches * resolution)} pixels long, more than the ${LONGEST_SIDE} that can be drawn: lower resolution or width.`,
    );
  }
}
