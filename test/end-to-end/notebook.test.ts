import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Page } from "puppeteer-core";
import { projectRoot } from "../../lib/files";
import { browser } from "../../lib/figures/render/browser";
import {
  type JupyterServer,
  startJupyterServer,
  venvPython,
} from "./jupyter-server";

/** What the tests leave behind to be looked at: executed notebook, exported page, screenshots. */
const folder = join(projectRoot(), "out", "end-to-end");
const inFolder = (file: string) => join(folder, file);
/** Figures in the notebook. */
const FIGURES = 2;

describe("a notebook in a browser", function () {
  this.timeout(300_000);
  let server: JupyterServer | undefined;

  before(async function () {
    if (!existsSync(venvPython)) {
      console.log("    skipped: there is no .venv yet (npm run setup)");
      this.skip();
    }
    mkdirSync(folder, { recursive: true });
    copyFileSync(
      join(projectRoot(), "test", "fixtures", "figures.ipynb"),
      inFolder("figures.ipynb"),
    );
    server = await startJupyterServer();
  });

  after(() => server?.stop());

  it("runs in JupyterLab, where pictures become interactive figures", async () => {
    const page = await openPage(server!.address(folderPath("figures.ipynb")));
    await runAllCells(page);
    await becomesInteractive(page);
    assert.equal(await count(page, STDERR), 0, "errors in cells");
    assert.equal(await visiblePictures(page), 0);
    await screenshot(page, "jupyterlab.png");
    assert.match(await hoverFirstMark(page), /scratch 0 <\/script>/);
    assert.ok((await marksHiddenByLegend(page)) > 0);
    assert.ok(await sliderMovesBoundary(page));
    assert.equal(await injected(page), false);
    await saveNotebook(page);
    await page.close();
  });

  it("shows pictures in JupyterLab where the notebook is not trusted", async () => {
    const executed = readNotebook("figures.ipynb");
    executed.cells[0]!.source = "Changed since it was trusted.";
    writeFileSync(inFolder("untrusted.ipynb"), JSON.stringify(executed));
    const page = await openPage(server!.address(folderPath("untrusted.ipynb")));
    await until(page, `${visible(PICTURE)} === ${FIGURES}`);
    assert.equal(await count(page, ".lab-figure"), 0);
    assert.equal(await injected(page), false);
    await screenshot(page, "jupyterlab-untrusted.png");
    await page.close();
  });

  describe("exported as HTML", () => {
    before(() => {
      const nbconvert = ["-m", "nbconvert", "--log-level=ERROR", "--to=html"];
      execFileSync(venvPython, [...nbconvert, inFolder("figures.ipynb")]);
    });

    const exported = pathToFileURL(inFolder("figures.html")).href;

    it("is interactive with scripts, off the network", async () => {
      const page = await openPage(exported);
      await becomesInteractive(page);
      assert.equal(await visiblePictures(page), 0);
      assert.match(await hoverFirstMark(page), /scratch 0 <\/script>/);
      assert.equal(await injected(page), false);
      await screenshot(page, "exported.png");
      await page.close();
    });

    it("shows pictures without scripts", async () => {
      const page = await openPage(exported, { scripts: false });
      assert.equal(await visiblePictures(page), FIGURES);
      assert.equal(await count(page, ".lab-figure"), 0);
      await screenshot(page, "exported-without-scripts.png");
      await page.close();
    });

    it("keeps the pictures where Plotly can't be had", async () => {
      const page = await openPage(exported, { withhold: /plotly/ });
      const warned = new Promise<void>((resolve) =>
        page.on("console", (message) => {
          if (/stays a picture/.test(message.text())) resolve();
        }),
      );
      await page.reload();
      await warned;
      assert.equal(await visiblePictures(page), FIGURES);
      assert.equal(await count(page, ".lab-figure"), 0);
      await page.close();
    });
  });

  it("holds no copy of Plotly", () => {
    const bytes = readFileSync(inFolder("figures.ipynb")).length;
    assert.ok(bytes < 150_000 * FIGURES, `${bytes} bytes`);
  });
});

const folderPath = (file: string) => `out/end-to-end/${file}`;

interface Notebook {
  cells: { source: string | string[] }[];
}
const readNotebook = (file: string) =>
  JSON.parse(readFileSync(inFolder(file), "utf8")) as Notebook;

const STDERR = "[data-mime-type='application/vnd.jupyter.stderr']";
const PICTURE = "img[src^='data:image/png']";

async function openPage(
  address: string,
  options: { scripts?: boolean; withhold?: RegExp } = {},
): Promise<Page> {
  const page = await (await browser()).newPage();
  await page.setViewport({ width: 1200, height: 1600 });
  await page.setJavaScriptEnabled(options.scripts ?? true);
  await page.setRequestInterception(true);
  // Off the network: what is not on this machine can't be had.
  page.on("request", (request) => {
    const local = /^(file:|data:|blob:|http:\/\/127\.0\.0\.1[:/])/;
    const given =
      local.test(request.url()) && !options.withhold?.test(request.url());
    void (given ? request.continue() : request.abort());
  });
  await page.goto(address, { waitUntil: "load" });
  return page;
}

const count = async (page: Page, selector: string) =>
  (await page.$$(selector)).length;

/** Expression that counts what is seen of the elements that a selector matches. */
const visible = (selector: string) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((e) => e.offsetWidth > 100).length`;

async function visiblePictures(page: Page): Promise<number> {
  const pictures = await page.$$(PICTURE);
  const boxes = await Promise.all(pictures.map((one) => one.boundingBox()));
  return boxes.filter((box) => box && box.width > 100).length;
}

const until = (page: Page, expression: string) =>
  page.waitForFunction(expression, { timeout: 120_000 });

const becomesInteractive = (page: Page) =>
  until(
    page,
    `document.querySelectorAll(".lab-figure .legend").length === ${FIGURES}`,
  );

/** Whether a name in the notebook's data has run as a script. */
const injected = (page: Page) =>
  page.evaluate("Boolean(window.injected)") as Promise<boolean>;

const screenshot = (page: Page, file: string) =>
  page.screenshot({ path: inFolder(file) as `${string}.png` });

async function hoverFirstMark(page: Page): Promise<string> {
  const mark = await page.waitForSelector(".lab-figure .points path.point");
  await mark!.hover();
  const text = await page.waitForSelector(".lab-figure .hovertext");
  return (await (await text!.getProperty("textContent")).jsonValue()) ?? "";
}

/** Click the first legend entry of the first figure; how many of its marks that hides. */
async function marksHiddenByLegend(page: Page): Promise<number> {
  const marks = `document.querySelector(".lab-figure").querySelectorAll(".points path.point").length`;
  const before = (await page.evaluate(marks)) as number;
  await page.click(".lab-figure .legendtoggle");
  await until(page, `${marks} < ${before}`);
  return before - ((await page.evaluate(marks)) as number);
}

/** Click the first step of the second figure's slider; whether the boundary moves. */
async function sliderMovesBoundary(page: Page): Promise<boolean> {
  const boundary = `document.querySelectorAll(".lab-figure")[1].querySelector(".js-line[style*='rgb(0, 0, 0)']").getAttribute("d")`;
  const before = (await page.evaluate(boundary)) as string;
  const rail = await page.waitForSelector(".slider-rail-touch-rect");
  await rail!.click({ offset: { x: 12, y: 5 } });
  await until(page, `${boundary} !== ${JSON.stringify(before)}`);
  return true;
}

/** Choose an entry of JupyterLab's menu bar, as a person does. */
async function choose(page: Page, menu: string, entry: string): Promise<void> {
  const bar = `::-p-xpath(//*[contains(@class, "lm-MenuBar-itemLabel") and text()="${menu}"])`;
  const item = `::-p-xpath(//*[contains(@class, "lm-Menu-itemLabel") and text()="${entry}"])`;
  await (await page.waitForSelector(bar))!.click();
  await (await page.waitForSelector(item, { visible: true }))!.click();
}

async function runAllCells(page: Page): Promise<void> {
  // Not the notebook's own indicator: it says "idle" before there is a kernel.
  const status = `document.querySelector("#jp-main-statusbar")?.textContent`;
  await until(page, `${status}?.includes("TypeScript | Idle")`);
  await choose(page, "Run", "Run All Cells");
  const prompts = `[...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map((e) => e.textContent)`;
  await until(page, `${prompts}.every((text) => /\\[\\d+\\]/.test(text))`);
}

async function saveNotebook(page: Page): Promise<void> {
  await choose(page, "File", "Save Notebook");
  await until(page, `!document.querySelector(".jp-mod-dirty")`);
}
