import { PNG } from "pngjs";

/** Images in one block of bytes. */
export interface Images {
  /** Pixel values 0–255, row-major in `shape`. */
  images: Uint8Array | Uint8ClampedArray;
  /** [count, height, width, channels]; 1 (grey), 3 (RGB) or 4 (RGBA) channels. */
  shape: readonly [number, number, number, number];
}

/** Enlargement of the pixels, so that viewers that smooth images don't blur them. */
const LEAST_PIXELS = 112;

/** One image as a PNG of at least {@link LEAST_PIXELS} a side, each pixel a square block. */
export function sprite({ images, shape }: Images, index: number): string {
  const [, height, width, channels] = shape;
  const times = Math.max(1, Math.ceil(LEAST_PIXELS / Math.max(height, width)));
  const pixelsOf = new Uint8Array(height * width * times * times * 4);
  const start = index * height * width * channels;
  for (let y = 0; y < height * times; y++) {
    for (let x = 0; x < width * times; x++) {
      const from =
        start +
        (Math.floor(y / times) * width + Math.floor(x / times)) * channels;
      const to = 4 * (y * width * times + x);
      const colour = channels === 1 ? [0, 0, 0] : [0, 1, 2];
      colour.forEach((channel, c) => {
        pixelsOf[to + c] = images[from + channel]!;
      });
      pixelsOf[to + 3] = channels === 4 ? images[from + 3]! : 255;
    }
  }
  return pngDataUri(pixelsOf, width * times, height * times);
}

/**
 * Pixels as a PNG in a data URI.
 *
 * @param pixels RGBA, 8 bits a channel, row by row.
 */
function pngDataUri(pixels: Uint8Array, width: number, height: number): string {
  const png = new PNG({ width, height });
  png.data.set(pixels);
  return `data:image/png;base64,${PNG.sync.write(png).toString("base64")}`;
}
