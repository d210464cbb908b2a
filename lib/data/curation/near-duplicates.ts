/** Below this, two drawings count as one: mean absolute difference of blurred pixels, 0–255. */
export const NEAR = 12;

/** Something drawn, in a class. */
export interface Drawn {
  className: string;
  /** RGB, row-major [side, side, 3]. */
  pixels: Uint8Array;
}

/**
 * A drawing's pixels, each channel's the mean over 3×3: what is compared, so that a stroke a little thicker or half a
 * pixel off makes no new drawing.
 *
 * @param rgb row-major [side, side, 3].
 */
export function blurred(rgb: Uint8Array, side: number): Float32Array {
  const inside = (at: number) => Math.min(side - 1, Math.max(0, at));
  const means = new Float32Array(rgb.length);
  for (let at = 0; at < rgb.length; at++) {
    const [row, rest] = [Math.floor(at / (3 * side)), at % (3 * side)];
    const [column, channel] = [Math.floor(rest / 3), rest % 3];
    let sum = 0;
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 1; x <= column + 1; x++) {
        sum += rgb[3 * (inside(y) * side + inside(x)) + channel];
      }
    }
    means[at] = sum / 9;
  }
  return means;
}

/**
 * How far apart two drawings are, or one and the mirror image of the other, whichever is nearer: the mean absolute
 * difference of their {@link blurred} pixels.
 *
 * @returns 0 to 255.
 */
export function drawingDistance(
  a: Float32Array,
  b: Float32Array,
  side: number,
): number {
  let straight = 0;
  let mirrored = 0;
  for (let row = 0; row < a.length; row += 3 * side) {
    for (
      let left = row, right = row + 3 * (side - 1);
      right >= row;
      left += 3, right -= 3
    ) {
      for (let channel = 0; channel < 3; channel++) {
        const value = a[left + channel];
        straight += Math.abs(value - b[left + channel]);
        mirrored += Math.abs(value - b[right + channel]);
      }
    }
  }
  return Math.min(straight, mirrored) / a.length;
}

/**
 * For each drawing the first of its class, of those kept before it, that it is nearly the same as; undefined for those that
 * are kept.
 *
 * @param drawings in order of preference.
 * @returns positions in `drawings`.
 */
export function nearDuplicates(
  drawings: readonly Drawn[],
  side: number,
): (number | undefined)[] {
  const means = drawings.map(({ pixels }) => blurred(pixels, side));
  const kept: number[] = [];
  return drawings.map(({ className }, i) => {
    const twin = kept.find(
      (other) =>
        drawings[other].className === className &&
        drawingDistance(means[i], means[other], side) < NEAR,
    );
    if (twin === undefined) kept.push(i);
    return twin;
  });
}
