import { requireLabelledImages, type LabelledImages, toRgb } from "../images";

/** One image of a set, to be changed in place. */
export interface RgbImage {
  /** Values 0–255, row-major in [height, width, 3]. What is written is rounded and clipped. */
  pixels: Uint8ClampedArray;
  height: number;
  width: number;
}

/**
 * A copy of a set in RGB, each image changed by `edit`. Images come in the order
 * of the set: an `edit` that draws the same number of random numbers for each
 * image gives an image the same ones whatever follows it.
 *
 * @throws Error where images, labels and shape do not agree.
 * @throws RangeError for a number of channels other than 1 or 3.
 */
export function editImages(
  set: LabelledImages,
  edit: (image: RgbImage, label: number, index: number) => void,
): LabelledImages {
  requireLabelledImages(set, "The set to shift");
  const rgb = toRgb(set);
  const [count, height, width] = rgb.shape;
  const images = rgb.images.slice();
  const size = height * width * 3;
  for (let i = 0; i < count; i++) {
    const pixels = new Uint8ClampedArray(
      images.buffer,
      images.byteOffset + i * size,
      size,
    );
    edit({ pixels, height, width }, rgb.labels[i], i);
  }
  return { ...rgb, images };
}

/** Turns an image upside down: its first row becomes its last. */
export function turnUpsideDown({ pixels, height, width }: RgbImage): void {
  const row = 3 * width;
  const source = pixels.slice();
  for (let y = 0; y < height; y++) {
    pixels.set(source.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  }
}

/** Mirrors an image left to right. */
export function mirror({ pixels, height, width }: RgbImage): void {
  const source = pixels.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 3 * (y * width + x);
      pixels.set(
        source.subarray(from, from + 3),
        3 * (y * width + width - 1 - x),
      );
    }
  }
}

/** The colour of the ground: of each channel, the median over the image's outermost pixels. */
export function groundColour({ pixels, height, width }: RgbImage): number[] {
  const border: number[] = [];
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) border.push(3 * (y * width + x));
  }
  return [0, 1, 2].map((channel) => {
    const values = border.map((at) => pixels[at + channel]);
    return values.sort((a, b) => a - b)[values.length >> 1];
  });
}
