/** The two kinds of drawings, told apart by measurement. */
export type DrawingPart = "in colour" | "line art";

/** A pixel whose channels differ by at least this much, of 255, is coloured; one darker than white by as much is ink. */
const STEP = 32;
/** Share of the ink that is coloured, from which on a drawing is in colour. */
const COLOURED = 0.1;

/**
 * The share of a drawing's ink that is coloured: of the pixels whose darkest channel is at most 255 − 32, those whose
 * channels differ by at least 32.
 *
 * @param rgb row-major RGB on white.
 * @returns 0 to 1; 0 without ink.
 */
export function colouredShare(rgb: Uint8Array): number {
  let ink = 0;
  let coloured = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const [red, green, blue] = rgb.subarray(at, at + 3);
    const least = Math.min(red, green, blue);
    if (least > 255 - STEP) continue;
    ink++;
    if (Math.max(red, green, blue) - least >= STEP) coloured++;
  }
  return ink === 0 ? 0 : coloured / ink;
}

/**
 * *In colour* where at least a tenth of the ink is coloured ({@link colouredShare}), else *line art*: outlines and
 * silhouettes in black, at most with grey or a speck of colour.
 */
export const drawingPart = (rgb: Uint8Array): DrawingPart =>
  colouredShare(rgb) >= COLOURED ? "in colour" : "line art";
