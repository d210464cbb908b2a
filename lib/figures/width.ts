import { type FigureWidth } from "./figure";

const MILLIMETRES = { column: 85, page: 170 };
const PIXELS_PER_MILLIMETRE = 96 / 25.4;

/** A width in CSS pixels. */
export const pixels = (width: FigureWidth): number =>
  millimetres(width) * PIXELS_PER_MILLIMETRE;

/** Widths that fit a page and a readable 8-point label, in millimetres. */
const NARROWEST = 30;
const WIDEST = 1000;

/**
 * A width in millimetres.
 *
 * @throws RangeError for a number outside 30–1000 mm, or another word.
 * @example millimetres("column") // 85
 */
export function millimetres(width: FigureWidth): number {
  const value = typeof width === "string" ? MILLIMETRES[width] : width;
  if (!(value >= NARROWEST && value <= WIDEST)) {
    throw new RangeError(
      `A figure can't be ${JSON.stringify(width)} wide: give "column" (${MILLIMETRES.column} mm), "page" (${MILLIMETRES.page} mm) or ${NARROWEST}–${WIDEST} millimetres.`,
    );
  }
  return value;
}
