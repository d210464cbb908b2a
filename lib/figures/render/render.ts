import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Page } from "puppeteer-core";
import { projectRoot } from "../../files";
import { interruption } from "../../notebook/interruption";
import { browser, whileDrawing } from "./browser";
import { type Figure, type PlotlyObject } from "../figure";
import { millimetres } from "../width";
import { fontStyleSheet } from "./fonts";
import { missingCharacters, warnOfMissing } from "./missing-glyphs";
import { withResolution } from "./png-resolution";
import { type FigureFormat, type RenderOptions } from "./render-options";
import { requireResolution } from "./resolution";
import { MAGNIFICATION, sizeFigure } from "./size-figure";

/** CSS pixels per inch. */
const CSS_RESOLUTION = 96;

/**
 * Draw a figure. Text is set in the project's own typefaces, so that it measures the same on every machine: PDF carries them
 * within it, SVG names them. Equal figures give equal SVG, byte for byte.
 * Characters that no typeface here has are warned of.
 *
 * @returns one file's bytes a format.
 * @throws NoBrowserError where no Chrome or Chromium starts; InterruptedError where the notebook's cell is stopped.
 */
export async function render(
  figure: Figure,
  formats: readonly FigureFormat[],
  options: RenderOptions = {},
): Promise<{ [format in FigureFormat]?: Buffer }> {
  const { background = "white", resolution = 300 } = options;
  requireResolution(figure, options);
  const { data, layout, width, height } = staticFigure(figure, options);
  const paperWidth = millimetres(options.width ?? figure.width);
  const paperHeight = paperWidth * figure.aspect;
  const transparent = background === "transparent";
  const stop = interruption();
  return onPage(async (page) => {
    await call(page, "draw", { data, layout });
    warnOfMissing(await missingCharacters(page, { data, layout }));
    const drawn: { [format in FigureFormat]?: Buffer } = {};
    if (formats.includes("png")) {
      const scale = resolution / CSS_RESOLUTION / MAGNIFICATION;
      const shot = await page.screenshot({
        clip: { x: 0, y: 0, width, height, scale },
        omitBackground: transparent,
        captureBeyondViewport: true, // without it, scale is ignored
      });
      drawn.png = withResolution(Buffer.from(shot), resolution);
    }
    stop.throwIfAborted();
    if (formats.includes("pdf")) {
      const pdf = await page.pdf({
        width: `${paperWidth}mm`,
        height: `${paperHeight}mm`,
        scale: 1 / MAGNIFICATION,
        printBackground: true,
        omitBackground: transparent,
        pageRanges: "1",
        tagged: false,
      });
      drawn.pdf = Buffer.from(pdf);
    }
    stop.throwIfAborted();
    if (formats.includes("svg")) {
      drawn.svg = Buffer.from(
        await call<string>(page, "toSvg", { paperWidth, paperHeight }),
      );
    }
    return drawn;
  });
}

/** A text in a drawn figure, and where it stands in CSS pixels from the upper left. */
export interface DrawnText {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How a figure comes out: what Plotly's own schema finds wrong with it, its size and its texts. For tests. */
export function inspect(figure: Figure): Promise<{
  complaints: string[];
  width: number;
  height: number;
  texts: DrawnText[];
}> {
  const { data, layout, width, height } = staticFigure(figure, {});
  return onPage(async (page) => {
    const complaints = await call<string[]>(page, "complaints", {
      data,
      layout,
    });
    await call(page, "draw", { data, layout });
    const texts = await call<DrawnText[]>(page, "texts");
    return { complaints, width, height, texts };
  });
}

/** The figure at its size, in the wanted typeface and on the wanted ground, without what only moves on a screen. */
function staticFigure(
  figure: Figure,
  { width, font, background = "white" }: RenderOptions,
) {
  const sized = sizeFigure(figure, { width, font });
  const layout: PlotlyObject = { ...sized.layout };
  delete layout.sliders;
  delete layout.updatemenus;
  if (background === "transparent") {
    layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
  }
  return { ...sized, layout };
}

let drawing: { page: Page; of: unknown } | undefined;

/** The browser's one page, made ready to draw: typefaces, Plotly, and the functions of page/draw.js. */
async function drawingPage(): Promise<Page> {
  const running = await browser();
  if (drawing?.of === running) return drawing.page;
  const page = await running.newPage();
  await page.setViewport({ width: 1000, height: 1000 });
  const html = join(projectRoot(), "lib/figures/render/page/draw.html");
  await page.goto(pathToFileURL(html).href);
  await page.addStyleTag({ content: fontStyleSheet() });
  await page.evaluate(
    "Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined)",
  );
  drawing = { page, of: running };
  return page;
}

/** Call one of the functions of page/draw.js. */
const call = async <T = void>(
  page: Page,
  name: string,
  argument: unknown = null,
) => page.evaluate(`${name}(${JSON.stringify(argument)})`) as Promise<T>;

let last: Promise<unknown> = Promise.resolve();

/** Do something on the drawing page, after what others do there. */
function onPage<T>(task: (page: Page) => Promise<T>): Promise<T> {
  const stop = interruption();
  const result = last.then(async () => {
    stop.throwIfAborted();
    const running = await browser();
    return whileDrawing(running, async () => task(await drawingPage()));
  });
  last = result.catch(() => undefined);
  return result;
}
