import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../data";

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
  weight: "400" | "600" | "700";
  style: "normal" | "italic";
  /** Path from the project's folder. */
  file: string;
}

const sourceSans = (face: string) =>
  `node_modules/source-sans/WOFF2/TTF/SourceSans3-${face}.ttf.woff2`;
const cmuSerif = (face: string) =>
  `node_modules/computer-modern/fonts/cmu-serif-${face}.woff2`;

/** The faces that figures are set in; all under the SIL Open Font Licence, so that they may be embedded. */
export const FONT_FACES: readonly FontFace[] = [
  { face: "Regular", weight: "400", style: "normal" } as const,
  { face: "It", weight: "400", style: "italic" } as const,
  { face: "Bold", weight: "700", style: "normal" } as const,
]
  .map(({ face, weight, style }): FontFace => ({
    family: "Source Sans 3",
    weight,
    style,
    file: sourceSans(face),
  }))
  .concat(
    [
      { face: "500-roman", weight: "400", style: "normal" } as const,
      { face: "500-italic", weight: "400", style: "italic" } as const,
      { face: "700-roman", weight: "700", style: "normal" } as const,
    ].map(({ face, weight, style }): FontFace => ({
      family: "CMU Serif",
      weight,
      style,
      file: cmuSerif(face),
    })),
  );

/** Style sheet that carries all faces within it. */
export function fontStyleSheet(): string {
  return FONT_FACES.map(({ family, weight, style, file }) => {
    const data = readFileSync(join(projectRoot(), file)).toString("base64");
    return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  }).join("\n");
}
