import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optionChecker, projectRoot } from "../../files";
import { anything, oneOf } from "../../files/option-kinds";
import { NoBrowserError } from "./browser";
import { requireFigure } from "../require-figure";
import { type Figure, type FigureWidth } from "../figure";
import { FONT_FACES, FONT_FAMILIES, type FigureFont } from "./fonts";
import { label } from "../theme";
import { notebookOutput } from "../../notebook/notebook-output";
import { render } from "./render";
import { MAGNIFICATION, sizeFigure } from "./size-figure";

export interface ShowOptions {
  /** Width on paper; on the screen all is {@link MAGNIFICATION} times larger. Default the figure's own. */
  width?: FigureWidth;
  /** Typeface. Default `"sans"`. */
  font?: FigureFont;
}

const checkOptions = optionChecker<ShowOptions>("show", {
  width: anything, // checked with the figure's own
  font: oneOf("sans", "serif"),
});

/** Picture pixels to a CSS pixel in the notebook, for sharp pictures on dense screens. */
const DENSITY = 2;

/** Where pages outside this project find Plotly: the very bytes of the npm package plotly.js-dist-min, checked by hash. */
export const PLOTLY_ON_THE_WEB = {
  version: "4.1.1",
  url: "https://cdn.jsdelivr.net/npm/plotly.js-dist-min@4.1.1/plotly.min.js",
  integrity:
    "sha384-AFNp2MtSm5/oZbEs/J19F/Ah57MEiVsoed8nE3fq2Wnccdl1u/EkyJ9XKKU8rt7+",
};

/**
 * Show a figure in the notebook.
 *
 * The cell gets two outputs. The first is a picture (PNG, two pixels to a screen pixel) with a description, which every viewer shows.
 * The second is a few kilobytes of HTML that, where scripts run, loads Plotly once for the page and puts the interactive figure in the
 * picture's place; until then, and whenever anything fails, the picture stays. Plotly itself is never stored in a notebook: it is
 * loaded from `node_modules/plotly.js-dist` in a folder above the page, or else from the web.
 *
 * | viewer | what is seen |
 * | --- | --- |
 * | JupyterLab, Notebook 7 (cell just run, or notebook trusted) | interactive, offline too: Plotly comes from Jupyter's own server |
 * | JupyterLab, notebook not trusted | picture |
 * | code hosts (GitHub, GitLab): no scripts | picture |
 * | nbviewer | interactive, Plotly from the web; picture if it can't be had |
 * | VS Code | picture; interactive where its viewer runs scripts and the web can be reached |
 * | nbconvert to HTML, scripts on | interactive, offline too if the file lies within the project; elsewhere Plotly from the web |
 * | nbconvert to HTML, scripts off | picture |
 * | nbconvert to PDF or LaTeX | picture |
 *
 * Checked by the end-to-end tests: JupyterLab (trusted and not) and exported HTML (with scripts, without, and with Plotly withheld); what
 * is said of the other viewers follows from how they treat scripts and pictures.
 *
 * Await it, or the outputs may land in a later cell. Where no Chrome or Chromium starts there is no picture: the interactive figure is
 * shown alone, with a line of text that says so wherever that fails as well. Outside a notebook, the description goes to standard output.
 *
 * @example await lab.show(lab.accuracyOnTheLine({ baselines, pretrained, line }));
 */
export async function show(
  figure: Figure,
  options: ShowOptions = {},
): Promise<void> {
  requireFigure(figure, "show");
  checkOptions(options);
  const picture = await pictureOf(figure, options);
  if (picture instanceof Buffer) {
    const image = {
      width: Math.round(picture.readUInt32BE(16) / DENSITY),
      height: Math.round(picture.readUInt32BE(20) / DENSITY),
      alt: figure.description,
    };
    notebookOutput({
      data: {
        "image/png": picture.toString("base64"),
        "text/plain": figure.description,
      },
      metadata: { "image/png": image },
    });
  }
  const html = interactiveHtml(figure, picture, options);
  const shown = notebookOutput({ data: { "text/html": html } });
  if (!shown) console.log(figure.description);
}

/** The figure as a PNG at the notebook's size, or why there is none. */
async function pictureOf(
  figure: Figure,
  options: ShowOptions,
): Promise<Buffer | NoBrowserError> {
  try {
    const resolution = 96 * MAGNIFICATION * DENSITY;
    const { png } = await render(figure, ["png"], { ...options, resolution });
    return png!;
  } catch (error) {
    if (error instanceof NoBrowserError) return error;
    throw error;
  }
}

/**
 * The HTML that puts the interactive figure in its picture's place. Needs nothing but the page it stands in.
 *
 * @param picture the picture in the output before, or why there is none.
 */
export function interactiveHtml(
  figure: Figure,
  picture: Buffer | NoBrowserError,
  options: ShowOptions = {},
): string {
  const { data, layout, frames } = sizeFigure(figure, {
    ...options,
    interactive: true,
  });
  const family = FONT_FAMILIES[options.font ?? "sans"];
  const argument = {
    figure: {
      data,
      layout,
      frames,
      config: {
        displaylogo: false,
        typesetMath: false,
        modeBarButtonsToRemove: ["lasso2d", "select2d"],
        toImageButtonOptions: { format: "svg" },
      },
    },
    picture:
      picture instanceof Buffer
        ? {
            ending: picture.toString("base64").slice(-48),
            width: picture.readUInt32BE(16),
            height: picture.readUInt32BE(20),
          }
        : null,
    plotly: {
      file: "node_modules/plotly.js-dist/plotly.js",
      fonts: FONT_FACES.filter((face) => family.includes(`"${face.family}"`)),
      web: PLOTLY_ON_THE_WEB,
    },
  };
  const apology =
    picture instanceof NoBrowserError
      ? `<p class="lab-no-figure">${label(figure.description)} (No picture: ${label(picture.message)} The interactive figure needs scripts and Plotly.)</p>`
      : "";
  return `<div>${apology}<script>${script()}
labFigure(${scriptLiteral(argument)});</script></div>`;
}

/** A value as a JavaScript literal that can stand within a script element: nothing in it can end the element. */
const scriptLiteral = (value: unknown) =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/>/g, "\\u003e")
    .replace(/&/g, "\\u0026")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");

/** The script of page/interactive.js without comments and indentation. */
const script = () =>
  readFileSync(
    join(projectRoot(), "lib/figures/render/page/interactive.js"),
    "utf8",
  )
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "")
    .replace(/\n\s*/g, "\n")
    .trim();
