import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromCSV } from "arquero";
import { parse, type Font, type PathCommand } from "opentype.js";
import { projectRoot } from "../../files/paths";
import type { Contour } from "../../images/rasterise";
import { readRegisteredFile } from "../registered-file";

/** A family of openly licensed fonts, in its regular weight. */
export interface FontFamily {
  /** Its name, unique. */
  family: string;
  category: "serif" | "sans" | "monospace" | "display" | "handwriting";
  /** SPDX identifier, such as "OFL-1.1". */
  licence: string;
  /** Its file among those registered as "open-fonts". */
  file: string;
  copyright: string;
}

/**
 * The font families that the project renders, by name: `data/tables/font-families.csv`.
 *
 * @example openFontFamilies().filter(({ category }) => category === "serif")
 */
export function openFontFamilies(): FontFamily[] {
  const path = join(projectRoot(), "data", "tables", "font-families.csv");
  return fromCSV(readFileSync(path, "utf8")).objects() as FontFamily[];
}

/**
 * The outline of a character in a family, flattened to straight lines.
 *
 * @returns closed contours in font units, y downwards.
 * @throws Error where the family has no such character, or its file cannot be had.
 */
export function characterOutline(
  family: FontFamily,
  character: string,
): Contour[] {
  const key = `${family.file}/${character}`;
  let outline = outlines.get(key);
  if (!outline) {
    const font = loadFont(family.file);
    const { commands } = font.charToGlyph(character).path;
    if (font.charToGlyphIndex(character) === 0 || commands.length === 0) {
      throw new Error(
        `The font family "${family.family}" has no outline for "${character}".`,
      );
    }
    outline = flatten(commands);
    outlines.set(key, outline);
  }
  return outline;
}

const fonts = new Map<string, Font>();
const outlines = new Map<string, Contour[]>();

function loadFont(file: string): Font {
  let font = fonts.get(file);
  if (!font) {
    const { bytes } = readRegisteredFile("open-fonts", file);
    font = parse(new Uint8Array(bytes).buffer);
    fonts.set(file, font);
  }
  return font;
}

/** Lines to a curve: at 28 pixels, what is left is far below a grey level. */
const SEGMENTS = 8;

function flatten(commands: PathCommand[]): Contour[] {
  const contours: Contour[] = [];
  let points: Contour = [];
  let [x, y] = [0, 0];
  /** @param at the curve's point at t in [0, 1], from powers of t and 1 − t. */
  const curve = (at: (t: number, u: number) => [number, number]) => {
    for (let k = 1; k <= SEGMENTS; k++) {
      const t = k / SEGMENTS;
      [x, y] = at(t, 1 - t);
      points.push([x, -y]);
    }
  };
  for (const command of commands) {
    const [x0, y0] = [x, y];
    switch (command.type) {
      case "M":
      case "L":
        if (command.type === "M") contours.push((points = []));
        ({ x, y } = command);
        points.push([x, -y]);
        break;
      case "Q":
        curve((t, u) => [
          u * u * x0 + 2 * t * u * command.x1 + t * t * command.x,
          u * u * y0 + 2 * t * u * command.y1 + t * t * command.y,
        ]);
        break;
      case "C":
        curve((t, u) => [
          u * u * (u * x0 + 3 * t * command.x1) +
            t * t * (3 * u * command.x2 + t * command.x),
          u * u * (u * y0 + 3 * t * command.y1) +
            t * t * (3 * u * command.y2 + t * command.y),
        ]);
        break;
    }
  }
  return contours.filter((contour) => contour.length > 2);
}
