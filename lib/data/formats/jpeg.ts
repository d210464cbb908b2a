import type * as Turbo from "@cwasm/jpeg-turbo";
import type { NamedBytes } from "./named-bytes";
import type { Picture } from "./png";

const DECODER = require.resolve("@cwasm/jpeg-turbo");

/**
 * Decodes a JPEG file, baseline or progressive, grey or in colour, by libjpeg-turbo: the same pixels as Pillow's.
 * The orientation that a camera notes in its EXIF data is left aside, as by Pillow.
 *
 * @throws Error naming the file where it is damaged, cut short or in inks (CMYK).
 */
export function decodeJpeg({ bytes, path }: NamedBytes): Picture {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const turbo = require(DECODER) as typeof Turbo;
  try {
    const { width, height, data } = turbo.decode(bytes);
    return { width, height, rgba: new Uint8Array(data.buffer) };
  } catch (error) {
    // A file that fails leaves the decoder's memory as it fell; the next file gets a new one.
    delete require.cache[DECODER];
    throw new Error(
      `${path}: a JPEG file that is damaged, cut short or in inks instead of colours (CMYK). Save it again as an RGB JPEG or PNG, or remove it.`,
      { cause: error },
    );
  }
}
