import { readFileSync } from "node:fs";
import { type Figure } from "../../figures/figure";
import { NoBrowserError } from "../../figures/render/browser";
import { provenance } from "../../figures/render/provenance";
import type { FigureFormat } from "../../figures/render/render-options";
import { writeFigure } from "../../figures/render/save";
import { paragraphs, picture } from "./page";

const TYPES = { svg: "image/svg+xml", png: "image/png" } as const;

/**
 * Writes a figure's files into a folder, and gives the HTML that shows it; where no browser draws here, the HTML says so and the figure's data are
 * written all the same.
 *
 * @param shown the format that the page holds.
 */
export async function drawn(
  figure: Figure,
  name: string,
  folder: string,
  { formats, shown }: { formats: FigureFormat[]; shown: keyof typeof TYPES },
): Promise<{ html: string; files: string[] }> {
  const saved = {
    name,
    figure,
    options: { formats },
    provenance: provenance({}),
  };
  try {
    const files = await writeFigure(saved, folder);
    const file = files.find((path) => path.endsWith(`.${shown}`))!;
    const html = picture(readFileSync(file), TYPES[shown], figure.description);
    return { html, files };
  } catch (error) {
    if (!(error instanceof NoBrowserError)) throw error;
    const html = paragraphs([`${figure.description} (${error.message})`]);
    return { html, files: [] };
  }
}
