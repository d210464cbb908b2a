import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../files";

/** Which typeface a figure's text is set in: `"sans"` (Source Sans 3) or `"serif"` (CMU Serif, LaTeX's Computer Modern). */
export type FigureFont = "sans" | "serif";

/**
 * CSS font families, each with what stands in where the first is not installed. CMU Serif has no mathematical operators (≤, ≈, ∞):
 * Source Sans has, and so the same glyph comes out everywhere.
 */
export const FONT_FAMILIES: { [font in FigureFont]: string } = {
  sans: '"Source Sans 3", "Source Sans Pro", Helvetica, Arial, sans-serif',
  serif:
    '"CMU Serif", "Source Sans 3", "Latin Modern Roman", "Times New Roman", serif',
};

/** One face of a typeface, in a package under node_modules. */
export interface FontFace {
  family: string;
  weight: string;
  style: string;
  /** Path from the project's folder. */
  file: string;
}

const sourceSans = (weight: string, style: string, face: string) => ({
  family: "Source Sans 3",
  weight,
  style,
  file: `node_modules/source-sans/WOFF2/TTF/SourceSans3-${face}.ttf.woff2`,
});
const cmuSerif = (weight: string, style: string, face: string) => ({
  family: "CMU Serif",
  weight,
  style,
  file: `node_modules/computer-modern/fonts/cmu-serif-${face}.woff2`,
});

/** The faces that figures are set in; all under the SIL Open Font Licence, so that they may be embedded. */
export const FONT_FACES: readonly FontFace[] = [
  sourceSans("400", "normal", "Regular"),
  sourceSans("400", "italic", "It"),
  sourceSans("700", "normal", "Bold"),
  cmuSerif("400", "normal", "500-roman"),
  cmuSerif("400", "italic", "500-italic"),
  cmuSerif("700", "normal", "700-roman"),
];

/** Style sheet that carries all faces within it. */
export function fontStyleSheet(): string {
  return FONT_FACES.map(({ family, weight, style, file }) => {
    const data = readFileSync(join(projectRoot(), file)).toString("base64");
    return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  }).join("\n");
}
