import { imageSize } from "image-size";
import { decodeJpeg } from "./jpeg";
import type { NamedBytes } from "./named-bytes";
import { decodePng, type Picture } from "./png";

const decoders: Record<string, (file: NamedBytes) => Picture> = {
  jpg: decodeJpeg,
  png: decodePng,
};

/** Pixels that a picture may have where nothing else is said: 2²⁵, 134 MB once decoded. */
export const MOST_PIXELS = 2 ** 25;

/**
 * Decodes a PNG or JPEG file, told apart by what is in it, not by its name. A picture's size is read first, so that one
 * too large for memory is refused before it is decoded.
 *
 * @param mostPixels width × height that it may have.
 * @throws Error naming the file where it is neither, is too large or is damaged.
 */
export function decodePicture(
  file: NamedBytes,
  mostPixels = MOST_PIXELS,
): Picture {
  const { type, width, height } = headerOf(file);
  if (type === undefined || !Object.hasOwn(decoders, type)) {
    const found = type ? `a ${type.toUpperCase()} file` : "no picture";
    throw new Error(
      `${file.path}: ${found}, expected a PNG or JPEG. Convert it, or move it out of the folder.`,
    );
  }
  if (width * height > mostPixels) {
    throw new Error(
      `${file.path}: ${width} × ${height} pixels, more than the ${mostPixels} that are decoded. Make it smaller, or raise mostPixels.`,
    );
  }
  return decoders[type](file);
}

function headerOf({ bytes, path }: NamedBytes) {
  try {
    return imageSize(bytes);
  } catch (error) {
    const { message } = error as Error;
    if (/unsupported file type|outside the bounds/.test(message)) {
      return { type: undefined, width: 0, height: 0 };
    }
    throw new Error(
      `${path}: a picture cut short or damaged in its header (${message}). Save or fetch it again, or remove it.`,
      { cause: error },
    );
  }
}
