/** From this value of all three channels on, a pixel counts as white. */
const WHITE = 248;

/**
 * How much each pixel of a drawing on white belongs to the figure, 0 to 1: nothing where white reaches in from the border, everything inside, white or not;
 * along the edge, as much as the pixel's darkest channel is darker than white.
 *
 * @param rgb row-major [height, width, 3].
 */
export function figureMask(
  rgb: ArrayLike<number>,
  height: number,
  width: number,
): Float32Array {
  const darkest = (at: number) =>
    Math.min(rgb[3 * at], rgb[3 * at + 1], rgb[3 * at + 2]);
  const mask = new Float32Array(height * width).fill(1);
  const waiting: number[] = [];
  const visit = (y: number, x: number) => {
    if (y < 0 || y >= height || x < 0 || x >= width) return;
    const at = y * width + x;
    if (mask[at] < 1) return;
    const ink = (255 - darkest(at)) / 255;
    if (darkest(at) >= WHITE) {
      mask[at] = 0;
      waiting.push(at);
    } else if (ink < 1) mask[at] = ink;
  };
  for (let y = 0; y < height; y++) [0, width - 1].forEach((x) => visit(y, x));
  for (let x = 0; x < width; x++) [0, height - 1].forEach((y) => visit(y, x));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [y, x] = [Math.floor(at / width), at % width];
    visit(y - 1, x);
    visit(y + 1, x);
    visit(y, x - 1);
    visit(y, x + 1);
  }
  return mask;
}
