const PIXELS_PER_POINT = 96 / 72;

/** A typographic point in the CSS pixels of a figure. */
export const points = (value: number): number => value * PIXELS_PER_POINT;

/** Text sizes at the figure's final size, in CSS pixels: 8.5, 8 and 7.5 pt. */
export const TEXT = {
  label: points(8.5),
  tick: points(8),
  note: points(7.5),
};

/** About how wide a text of one line is. */
export const textWidth = (text: string, size: number): number =>
  0.45 * size * [...text].length;

/** A label without its markup, to measure. */
export const plainText = (text: string): string =>
  text.replace(/<[^>]*>/g, "").replace(/&\w+;/g, "&");
