import { requirePixels, type LabelledImages } from "./labelled-images";

/** A colour: red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number];

/**
 * The set with three channels: grey images repeat their one, colour images are returned as they are.
 *
 * @throws RangeError for a number of channels other than 1 or 3.
 * @throws Error for pixels that are no bytes.
 */
export function toRgb(set: LabelledImages): LabelledImages {
  const [count, height, width, channels] = set.shape;
  requirePixels(set, "The images to make RGB");
  if (channels === 3) return set;
  requireChannels(channels, 1, "RGB");
  const images = new Uint8Array(set.images.length * 3);
  for (let i = 0; i < set.images.length; i++) {
    images.fill(set.images[i], 3 * i, 3 * i + 3);
  }
  return { ...set, images, shape: [count, height, width, 3] };
}

/**
 * The set with one channel: colours by their luma (ITU-R BT.601, rounded as Pillow does), grey images as they are.
 *
 * @throws RangeError for a number of channels other than 1 or 3.
 */
export function toGrey(set: LabelledImages): LabelledImages {
  const [count, height, width, channels] = set.shape;
  requirePixels(set, "The images to make grey");
  if (channels === 1) return set;
  requireChannels(channels, 3, "grey");
  const images = new Uint8Array(count * height * width);
  for (let i = 0, k = 0; i < images.length; i++, k += 3) {
    const [red, green, blue] = set.images.subarray(k, k + 3);
    images[i] = (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
  }
  return { ...set, images, shape: [count, height, width, 1] };
}

/**
 * RGB pixels of RGBA ones laid over a colour.
 *
 * @param rgba red, green, blue and opacity of each pixel, 0–255.
 */
export function overColour(rgba: Uint8Array, colour: Rgb): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const opacity = rgba[from + 3];
    for (let c = 0; c < 3; c++) {
      const mixed = rgba[from + c] * opacity + colour[c] * (255 - opacity);
      rgb[to + c] = Math.floor(mixed / 255 + 0.5);
    }
  }
  return rgb;
}

function requireChannels(found: number, expected: number, kind: string): void {
  if (found === expected) return;
  throw new RangeError(
    `Images with ${found} channels cannot be made ${kind}, only those with 1 or 3.`,
  );
}
