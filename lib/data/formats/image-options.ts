import { toGrey, toRgb, type Rgb } from "../../images/image-channels";
import type { LabelledImages } from "../../images/labelled-images";
import type { Fit, ImageSize } from "../../images/resize-images";

/** What becomes of images of one's own as they are read. */
export interface OwnImagesOptions {
  /** Size to bring every image to, in pixels: a side or [height, width]; see `resizeImages`. Default: as they are, all alike. */
  size?: ImageSize;
  /** How images of other proportions come to `size`: cut about their middle, or pulled out of shape. Default "crop". */
  fit?: Fit;
  /** 1: grey, 3: RGB. */
  channels?: 1 | 3;
  /** The colour behind transparent pixels. Default white. */
  background?: Rgb;
  /** Names of the classes, in the order of the labels. */
  classNames?: string[];
}

export const WHITE: Rgb = [255, 255, 255];

/** Bytes that a set may take. */
const MOST_BYTES = 2 ** 31;

/**
 * @throws Error naming the source where a set would not fit into memory.
 */
export function requireRoom(shape: readonly number[], path: string): void {
  const bytes = shape.reduce((product, length) => product * length, 1);
  if (bytes <= MOST_BYTES) return;
  throw new Error(
    `${path}: shape [${shape.join(", ")}] makes ${bytes} bytes of pixels, more than the ${MOST_BYTES} that are held at once. Take fewer images, or smaller ones (size).`,
  );
}

/** The set with so many channels; as it is where none are asked for. */
export function withChannels(
  set: LabelledImages,
  channels: 1 | 3 | undefined,
  path: string,
): LabelledImages {
  if (channels === undefined) return set;
  if (channels === 3) return toRgb(set);
  if (channels === 1) return toGrey(set);
  throw new RangeError(
    `${path}: channels is ${String(channels)}, expected 1 (grey) or 3 (RGB).`,
  );
}
