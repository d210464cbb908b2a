import { basename, join, resolve } from "node:path";
import {
  clearUnfinished,
  optionChecker,
  projectRoot,
  writeWhole,
} from "../../files";
import { anything, oneOf, seed, text } from "../../files/option-kinds";
import { requireFigure } from "../require-figure";
import { type Figure } from "../figure";
import { millimetres } from "../width";
import { provenance, type Provenance } from "./provenance";
import { render } from "./render";
import { type FigureFormat, type RenderOptions } from "./render-options";
import { requireResolution } from "./resolution";
import { written } from "../../files/written";
import { toCsv } from "../table/to-csv";

/** Environment variable that names the folder figures are saved in. */
export const FIGURES_VARIABLE = "LAB_FIGURES_DIR";

export interface SaveOptions extends RenderOptions {
  /** Default all three. */
  formats?: readonly FigureFormat[];
  /** Seed and profile of the run that the figure shows; default those given on the command line. */
  seed?: number;
  profile?: string;
}

const checkOptions = optionChecker<SaveOptions>("save", {
  width: anything, // checked with the figure's own
  font: oneOf("sans", "serif"),
  background: oneOf("white", "transparent"),
  resolution: anything, // likewise
  formats: anything,
  seed,
  profile: text,
});

/** A saved figure: what `npm run figures` needs to draw it again. */
export interface SavedFigure {
  name: string;
  figure: Figure;
  options: SaveOptions;
  provenance: Provenance;
}

/** Where figures are saved: `$LAB_FIGURES_DIR`, or `out/figures` in the project. */
export const figuresFolder = (): string => {
  const chosen = process.env[FIGURES_VARIABLE];
  return chosen ? resolve(chosen) : join(projectRoot(), "out", "figures");
};

/** Where saved figures are kept as data. */
export const specsFolder = (): string => join(figuresFolder(), "specs");

/**
 * Save a figure for a paper: `NAME.pdf` (vector, fonts embedded), `NAME.svg` (equal figures give equal bytes) and `NAME.png`
 * (300 dots per inch), at the given width in millimetres; with them `NAME.csv`, exactly the plotted data, and `NAME.json`, where it comes
 * from: seed, profile, git revision, versions. Each file appears whole or not at all.
 *
 * They go to `out/figures` (`$LAB_FIGURES_DIR` moves it). The figure is kept there as data too, from which `npm run figures` draws
 * the figures of the last run into `figures/`.
 *
 * @param name of the files, without ending: letters, digits, `-`, `_` and `.`.
 * @returns names of the files written.
 * @throws RangeError for what is no figure, another name, no formats or an unknown one, a width outside 30–1000 mm, a resolution outside 20–2400 dots
 *   per inch, or an option that there is not.
 * @throws NoBrowserError where no Chrome or Chromium starts, saying what to install; the data are saved all the same.
 * @example await lab.save(figure, "fig4", { width: "column", formats: ["pdf"], seed, profile });
 */
export async function save(
  figure: Figure,
  name: string,
  options: SaveOptions = {},
): Promise<string[]> {
  requireFigure(figure, "save");
  checkName(name);
  checkOptions(options);
  checkFormats(name, options.formats);
  if (options.width !== undefined) millimetres(options.width);
  requireResolution(figure, options);
  const saved: SavedFigure = {
    name,
    figure,
    options,
    provenance: provenance(options),
  };
  const spec = `${JSON.stringify(saved)}\n`;
  writeInto(specsFolder(), { [`${name}.json`]: spec });
  const files = await writeFigure(saved, figuresFolder());
  return files.map((file) => basename(file));
}

/** File systems allow 255 bytes; what is being written has a longer name for a while. */
const LONGEST_NAME = 150;

function checkName(name: unknown): void {
  if (typeof name === "string" && /^[\w-][\w.-]*$/.test(name)) {
    if (name.length <= LONGEST_NAME) return;
    throw new RangeError(
      `A figure's name can't have ${name.length} characters: ${LONGEST_NAME} at most.`,
    );
  }
  throw new RangeError(
    `A figure can't be saved as ${written(name)}: use letters, digits, "-", "_" and "." for its name, without folder or ending.`,
  );
}

const FORMATS: readonly FigureFormat[] = ["pdf", "svg", "png"];

function checkFormats(name: string, formats: unknown = FORMATS): void {
  const unknown = Array.isArray(formats)
    ? formats.find((format) => !FORMATS.includes(format as FigureFormat))
    : formats;
  const some = Array.isArray(formats) && formats.length > 0;
  if (some && unknown === undefined) return;
  throw new RangeError(
    `"${name}" can't be saved as ${unknown === undefined ? "no format" : written(unknown)}: choose from ${FORMATS.join(", ")}, in a list such as ["pdf"].`,
  );
}

/**
 * Write the files of a saved figure into a folder.
 *
 * @returns their paths.
 */
export async function writeFigure(
  { name, figure, options, provenance }: SavedFigure,
  folder: string,
): Promise<string[]> {
  const { formats = FORMATS } = options;
  requireFigure(figure, `The figure "${name}"`);
  checkFormats(name, formats);
  const width = millimetres(options.width ?? figure.width);
  const about = {
    name,
    kind: figure.kind,
    description: figure.description,
    width: `${width} mm`,
    height: `${Number((width * figure.aspect).toFixed(2))} mm`,
    ...provenance,
  };
  const data = writeInto(folder, {
    [`${name}.csv`]: toCsv(figure.rows),
    [`${name}.json`]: `${JSON.stringify(about, null, 2)}\n`,
  });
  const drawn = await render(figure, formats, options);
  const files = formats.map((format) => [`${name}.${format}`, drawn[format]!]);
  const pictures = writeInto(
    folder,
    Object.fromEntries(files) as { [file: string]: Buffer },
  );
  return [...pictures, ...data];
}

function writeInto(
  folder: string,
  files: { [file: string]: string | Buffer },
): string[] {
  clearUnfinished(folder);
  return Object.entries(files).map(([file, content]) => {
    const path = join(folder, file);
    writeWhole(path, content, { flush: false });
    return path;
  });
}
