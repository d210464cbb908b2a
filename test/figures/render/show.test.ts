import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { PNG } from "pngjs";
import {
  accuracyOnTheLine,
  closeBrowser,
  show,
  showTable,
} from "../../../lib/figures";
import { packageVersion } from "../../../lib/figures/render/provenance";
import { PLOTLY_ON_THE_WEB } from "../../../lib/figures/render/show";
import { baselineModels, sampleFigures, sampleLine } from "../samples";
import { withVariable } from "../with-variable";

interface Message {
  data: { [mimeType: string]: string };
  metadata: {
    [mimeType: string]: { width: number; height: number; alt: string };
  };
}

/** The module of tslab's kernel that `show` looks for. */
const kernel = createRequire(__filename)("tslab/dist/jupyter.js") as {
  lastWriteDisplayData: ((message: unknown) => void) | null;
};

/** What a notebook's cell gets while `task` runs, in the order it gets it. */
async function outputsOf(task: () => void | Promise<void>): Promise<Message[]> {
  const messages: Message[] = [];
  kernel.lastWriteDisplayData = (message) => messages.push(message as Message);
  try {
    await task();
  } finally {
    kernel.lastWriteDisplayData = null;
  }
  return messages;
}

/** What is printed while `task` runs. */
async function printedBy(task: () => void | Promise<void>): Promise<string> {
  const { log } = console;
  let printed = "";
  console.log = (text: string) => (printed += text);
  try {
    await task();
  } finally {
    console.log = log;
  }
  return printed;
}

const { accuracy, steps } = sampleFigures() as {
  [name: string]: NonNullable<ReturnType<typeof sampleFigures>[string]>;
};

describe("show", function () {
  this.timeout(60_000);

  it("gives a picture first, then the script that makes it interactive", async () => {
    const [picture, html, ...more] = await outputsOf(() => show(accuracy!));
    assert.equal(more.length, 0);
    assert.deepEqual(Object.keys(picture!.data), ["image/png", "text/plain"]);
    assert.deepEqual(Object.keys(html!.data), ["text/html"]);
    const { width, height, alt } = picture!.metadata["image/png"]!;
    const png = PNG.sync.read(
      Buffer.from(picture!.data["image/png"]!, "base64"),
    );
    assert.ok(
      Math.abs(png.width - 2 * width) <= 1 &&
        Math.abs(png.height - 2 * height) <= 1,
    );
    assert.equal(alt, accuracy!.description);
    assert.ok(
      html!.data["text/html"]!.includes(picture!.data["image/png"]!.slice(-48)),
    );
  });

  it("shows nothing of its own where scripts are stripped", async () => {
    const [, html] = await outputsOf(() => show(accuracy!));
    const stripped = html!.data["text/html"]!.replace(
      /<script>.*?<\/script>/s,
      "",
    );
    assert.equal(stripped, "<div></div>");
  });

  it("takes some ten kilobytes besides picture and data", async () => {
    const [, html] = await outputsOf(() => show(accuracy!));
    const data = JSON.stringify([accuracy!.data, accuracy!.layout]).length;
    assert.ok(html!.data["text/html"]!.length < 2 * data + 10_000);
  });

  it("lets no name end the script", async () => {
    const name = "</script><script>alert(1)</script><!--";
    const named = accuracyOnTheLine({
      baselines: baselineModels(4),
      pretrained: [{ name, source: name, reference: 0.8, shifted: 0.7 }],
      line: sampleLine(),
    });
    const [, html] = await outputsOf(() => show(named));
    assert.equal(
      html!.data["text/html"]!.match(/<\/?script|<!--/gi)!.length,
      2,
    );
  });

  it("carries the steps of an animation, with room for its slider", async () => {
    const [picture, html] = await outputsOf(() => show(steps!));
    const argument = /\nlabFigure\((.*)\);<\/script>/s.exec(
      html!.data["text/html"]!,
    )![1]!;
    const { figure } = JSON.parse(argument);
    assert.equal(figure.frames.length, 3);
    assert.equal(figure.layout.sliders[0].steps.length, 3);
    assert.ok(
      figure.layout.height > picture!.metadata["image/png"]!.height + 50,
    );
  });

  it("gives the interactive figure alone, with words, where no browser starts", async () => {
    await closeBrowser();
    const restore = withVariable("CHROME_PATH");
    process.env.CHROME_PATH = "/no/such/chrome";
    const outputs = await outputsOf(() => show(accuracy!)).finally(restore);
    assert.equal(outputs.length, 1);
    const html = outputs[0]!.data["text/html"]!;
    assert.ok(html.includes("labFigure("));
    const words = html.replace(/<script>.*?<\/script>/s, "");
    assert.ok(words.includes("models from scratch"));
    assert.match(words, /Install Chrome or Chromium/);
  });

  it("prints the description outside a notebook", async () => {
    assert.equal(await printedBy(() => show(accuracy!)), accuracy!.description);
  });

  it("names the version of Plotly on the web that is installed", () => {
    const { version, url, integrity } = PLOTLY_ON_THE_WEB;
    assert.equal(version, packageVersion("plotly.js-dist"));
    assert.ok(url.includes(`@${version}/`));
    const { length } = createHash("sha384").digest("base64");
    assert.equal(integrity.length, "sha384-".length + length);
  });
});

describe("showTable", () => {
  const table = [{ a: 1.5, b: "<x>" }];

  it("gives one output in three forms", async () => {
    const [output, ...more] = await outputsOf(() => showTable(table));
    assert.equal(more.length, 0);
    assert.ok(output!.data["text/html"]!.startsWith("<table>"));
    assert.ok(output!.data["text/markdown"]!.startsWith("| "));
    assert.ok(output!.data["text/plain"]!.includes("1.50  <x>"));
  });

  it("prints plain text outside a notebook", async () => {
    assert.match(await printedBy(() => showTable(table)), /1\.50 {2}<x>/);
  });
});
