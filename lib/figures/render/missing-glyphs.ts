import { type Page } from "puppeteer-core";
import { type PlotlyObject } from "../figure";

/** Characters that some typeface of the project or of every system has. */
const PLAIN = /[\t\n\r -\u024f\u0370-\u03ff\u2000-\u22ff]/u;

/** The figure's characters that may have no typeface here, each once. */
export function rareCharacters(part: unknown): string[] {
  const found = new Set<string>();
  const collect = (each: unknown): void => {
    if (typeof each === "string") {
      for (const character of each)
        if (!PLAIN.test(character)) found.add(character);
    } else if (Array.isArray(each)) each.forEach(collect);
    else if (typeof each === "object" && each !== null)
      Object.values(each).forEach(collect);
  };
  collect(part);
  return [...found];
}

/**
 * Runs in the page: those of the characters that come out as the box for what no typeface has. That box is what a character set aside for
 * private use comes out as.
 */
const MISSING_IN_PAGE = `(({ characters, font }) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.font = font;
  const drawn = (text) => {
    context.clearRect(0, 0, 64, 64);
    context.fillText(text, 8, 48);
    return canvas.toDataURL();
  };
  const box = drawn("\\uE83A");
  return characters.filter((each) => drawn(each) === box);
})`;

/** The characters of a figure that no typeface on this machine has, so that they would come out as boxes. */
export async function missingCharacters(
  page: Page,
  drawn: { data: PlotlyObject[]; layout: PlotlyObject },
): Promise<string[]> {
  const characters = rareCharacters(drawn);
  if (characters.length === 0) return [];
  const { family } = drawn.layout.font as { family: string };
  const argument = JSON.stringify({ characters, font: `40px ${family}` });
  return (await page.evaluate(`${MISSING_IN_PAGE}(${argument})`)) as string[];
}

/** Says, once for each figure drawn, which of its characters come out as boxes, and what to do. */
export function warnOfMissing(characters: readonly string[]): void {
  if (characters.length === 0) return;
  process.emitWarning(
    `No typeface on this machine has ${characters.slice(0, 20).join(" ")}${characters.length > 20 ? " …" : ""}: ` +
      "in the saved figure they come out as boxes. Install one that has them, for instance (Debian, Ubuntu) fonts-noto-cjk for Chinese, Japanese and Korean, and draw the figure again.",
    { code: "LAB_MISSING_GLYPHS" },
  );
}
