import { randomStream } from "../../numerics";
import type { LabelledImages } from "../../images/labelled-images";
import {
  characterOutline,
  openFontFamilies,
  type FontFamily,
} from "./open-fonts";
import { rasterise } from "../../images/rasterise";

/** Options of {@link renderSymbols}. */
export interface RenderSymbolsOptions {
  /** Images in all, spread evenly over the classes. */
  count: number;
  /** Families to draw from. Default: all of {@link openFontFamilies}. */
  families?: readonly FontFamily[];
  /** Pixels a side. Default 28. */
  size?: number;
  /** Length of a symbol's longer side as a share of the image's, least and most, in (0, 1]. Default [0.5, 0.8]. */
  extent?: [number, number];
  /** Share of the free space on each side by which a symbol may lie off the centre, in [0, 1]. Default 0.5. */
  offset?: number;
  /** Seed of which family, size and place each image gets. Default 0. */
  seed?: number;
}

/** Rendered images, each with the font family it comes from. */
export interface RenderedSymbols extends LabelledImages {
  /** Position in `families` of each image's family; groups the images. */
  family: Uint8Array;
  families: FontFamily[];
}

/**
 * Renders characters in openly licensed fonts: white on black, one channel, as
 * MNIST's digits are. The same options give the same bytes on every machine.
 *
 * @param classes the characters of each class; one of several is drawn at random ("Cc": either case).
 * @throws RangeError where there is no class or family, or an option is out of range.
 * @example
 * const digits = renderSymbols([..."0123456789"], { count: 5000, seed: 1 });
 * const licences = digits.family.map((i) => digits.families[i].licence);
 */
export function renderSymbols(
  classes: readonly string[],
  options: RenderSymbolsOptions,
): RenderedSymbols {
  const {
    count,
    families = openFontFamilies(),
    size = 28,
    extent = [0.5, 0.8],
    offset = 0.5,
    seed = 0,
  } = options;
  checkOptions(classes, { count, families, size, extent, offset, seed });
  const characters = randomStream(seed, "characters");
  const fonts = randomStream(seed, "fonts");
  const places = randomStream(seed, "places");
  const images = new Uint8Array(count * size * size);
  const labels = new Uint8Array(count);
  const family = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    labels[i] = i % classes.length;
    family[i] = fonts.integer(families.length);
    const choices = [...classes[labels[i]]];
    const character = choices[characters.integer(choices.length)];
    const outline = characterOutline(families[family[i]], character);

    const points = outline.flat();
    const [left, right] = range(points.map(([x]) => x));
    const [top, bottom] = range(points.map(([, y]) => y));
    const side =
      size * (extent[0] + places.uniform() * (extent[1] - extent[0]));
    const scale = side / Math.max(right - left, bottom - top);
    const place = (length: number) =>
      ((size - scale * length) / 2) * (1 + offset * (2 * places.uniform() - 1));
    const x0 = place(right - left);
    const y0 = place(bottom - top);
    const inside = (value: number) => Math.min(size, Math.max(0, value));
    const pixels = rasterise(
      outline.map((contour) =>
        contour.map(([x, y]) => [
          inside(x0 + scale * (x - left)),
          inside(y0 + scale * (y - top)),
        ]),
      ),
      size,
      size,
    );
    images.set(pixels, i * size * size);
  }
  return {
    images,
    labels,
    shape: [count, size, size, 1],
    family,
    families: [...families],
  };
}

function range(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function checkOptions(
  classes: readonly string[],
  { count, families, size, extent, offset }: Required<RenderSymbolsOptions>,
): void {
  const refuse = (name: string, value: unknown, expected: string) => {
    throw new RangeError(
      `${name} is ${JSON.stringify(value)}, expected ${expected}.`,
    );
  };
  const whole = (value: number) => Number.isInteger(value) && value > 0;
  if (classes.length === 0 || classes.length > 256 || classes.includes("")) {
    refuse("classes", classes, "1 to 256 classes of one or more characters");
  }
  if (families.length === 0 || families.length > 256) {
    refuse("families.length", families.length, "1 to 256");
  }
  if (!whole(count)) refuse("count", count, "a whole number > 0");
  if (!whole(size)) refuse("size", size, "a whole number of pixels > 0");
  const [least, most] = extent;
  if (!(least > 0 && least <= most && most <= 1)) {
    refuse("extent", extent, "two numbers in (0, 1], the smaller first");
  }
  if (!(offset >= 0 && offset <= 1)) {
    refuse("offset", offset, "a number in [0, 1]");
  }
}
