/** A closed outline: points [x, y] joined by straight lines, the last to the first. */
export type Contour = [number, number][];

/**
 * Fills outlines with exact-area anti-aliasing: a pixel's value is 255 times the
 * share of its area that the outlines cover, rounded. Holes run the other way
 * round than what they are in; where outlines overlap, nothing counts twice.
 *
 * Only additions, multiplications and divisions: the same bytes on every machine.
 * The areas are summed as R. Levien's font-rs does it: each edge adds to its row
 * how much it covers, and a running sum along the row gives the coverage.
 *
 * @param contours in pixels, x to the right and y downwards, within [0, width] × [0, height].
 * @returns one byte a pixel, row-major.
 * @throws RangeError where a point lies outside.
 * @example rasterise([[[1, 1], [3, 1], [3, 2.5], [1, 2.5]]], 4, 4)
 */
export function rasterise(
  contours: readonly Contour[],
  width: number,
  height: number,
): Uint8Array {
  // One cell more than a row, for edges along its right end.
  const sums = new Float64Array(height * (width + 1) + 1);
  for (const contour of contours) {
    for (const [x, y] of contour) {
      if (!(x >= 0 && x <= width && y >= 0 && y <= height)) {
        throw new RangeError(
          `The outline's point (${x}, ${y}) lies outside the ${width}×${height} pixels.`,
        );
      }
    }
    contour.forEach((from, i) => {
      addEdge(sums, width + 1, from, contour[(i + 1) % contour.length]);
    });
  }
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let covered = 0;
    for (let x = 0; x < width; x++) {
      covered += sums[y * (width + 1) + x];
      pixels[y * width + x] = Math.round(255 * Math.min(1, Math.abs(covered)));
    }
  }
  return pixels;
}

/** Adds an edge's signed area in each row it crosses, as differences along the row. */
function addEdge(
  sums: Float64Array,
  stride: number,
  from: [number, number],
  to: [number, number],
): void {
  if (from[1] === to[1]) return;
  const direction = from[1] < to[1] ? 1 : -1;
  const [[xTop, yTop], [xBottom, yBottom]] =
    direction > 0 ? [from, to] : [to, from];
  const slope = (xBottom - xTop) / (yBottom - yTop);
  for (let row = Math.floor(yTop); row < yBottom; row++) {
    const [start, end] = [Math.max(row, yTop), Math.min(row + 1, yBottom)];
    const signed = direction * (end - start);
    const xs = [xTop + slope * (start - yTop), xTop + slope * (end - yTop)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    /** Area right of the edge and left of x, as a share of that of one pixel's width. */
    const areaUpTo = (x: number) => {
      if (x <= left) return 0;
      if (x >= right) return x - (left + right) / 2;
      return ((x - left) * (x - left)) / (2 * (right - left));
    };
    let before = 0;
    for (let column = Math.floor(left); before < 1; column++) {
      const share =
        column >= right ? 1 : areaUpTo(column + 1) - areaUpTo(column);
      sums[row * stride + column] += signed * (share - before);
      before = share;
    }
  }
}
