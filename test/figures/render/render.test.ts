import assert from "node:assert/strict";
import { PNG } from "pngjs";
import {
  curves,
  type Figure,
  render,
  type RenderOptions,
} from "../../../lib/figures";
import { closeBrowser } from "../../../lib/figures/render/browser";
import { type DrawnText, inspect } from "../../../lib/figures/render/render";
import { sampleFigures } from "../samples";

const figures = sampleFigures();
const one = curves([{ x: 1, y: 2 }], { xLabel: "α ≥ 1", yLabel: "R² ± −1" });

async function draw(
  figure: Figure,
  format: "png" | "svg" | "pdf",
  options: RenderOptions = {},
): Promise<Buffer> {
  const drawn = await render(figure, [format], options);
  return drawn[format]!;
}

/** Share of the smaller text's area that two texts have in common. */
function overlapping(a: DrawnText, b: DrawnText): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const area = (t: DrawnText) => (t.right - t.left) * (t.bottom - t.top);
  return width > 0 && height > 0
    ? (width * height) / Math.min(area(a), area(b))
    : 0;
}

describe("drawing", function () {
  this.timeout(60_000);

  for (const [name, figure] of Object.entries(figures)) {
    it(`${name}: is what Plotly takes, with no text clipped or on another`, async () => {
      const { complaints, width, height, texts } = await inspect(figure);
      assert.deepEqual(complaints, []);
      assert.ok(texts.length > 0);
      texts.forEach((text, i) => {
        const { left, top, right, bottom } = text;
        const inside =
          left > -1 && top > -1 && right < width + 1 && bottom < height + 1;
        assert.ok(inside, `"${text.text}" is clipped`);
        for (const other of texts.slice(0, i)) {
          const share = overlapping(text, other);
          assert.ok(share < 0.15, `"${text.text}" is on "${other.text}"`);
        }
      });
    });
  }

  it("finds what is wrong with a figure", async () => {
    const wrong: Figure = {
      ...one,
      data: [{ ...one.data[0], mode: "nonsense" }],
    };
    const { complaints } = await inspect(wrong);
    assert.equal(complaints.length, 1);
    assert.match(complaints[0]!, /mode/);
  });

  describe("as SVG", () => {
    it("gives equal bytes for equal figures, whatever was drawn between", async () => {
      const before = await draw(figures.accuracy!, "svg");
      await draw(figures.images!, "svg");
      const after = await draw(sampleFigures().accuracy!, "svg");
      assert.ok(before.equals(after));
      await closeBrowser();
      const afresh = await draw(figures.accuracy!, "svg");
      assert.ok(before.equals(afresh), "by another browser");
    });

    it("gives other bytes for other data", async () => {
      const other = curves([{ x: 1, y: 3 }], {
        xLabel: "α ≥ 1",
        yLabel: "R² ± −1",
      });
      assert.ok(!(await draw(one, "svg")).equals(await draw(other, "svg")));
    });

    it("has its size in millimetres and names its typeface", async () => {
      const svg = (await draw(one, "svg", { width: 100 })).toString();
      assert.match(svg, /^<svg[^>]* height="65mm"[^>]* width="100mm"/);
      assert.ok(svg.includes("Source Sans 3") && !svg.includes("CMU Serif"));
      const serif = (await draw(one, "svg", { font: "serif" })).toString();
      assert.ok(serif.includes("CMU Serif"));
    });
  });

  describe("as PDF", () => {
    const inMillimetres = (pdf: string) =>
      /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/
        .exec(pdf)!
        .slice(1)
        .map((pt) => (Number(pt) * 25.4) / 72);

    it("has one page of the size asked for", async () => {
      const pdf = (await draw(one, "pdf", { width: "column" })).toString(
        "latin1",
      );
      const [width, height] = inMillimetres(pdf);
      assert.ok(Math.abs(width! - 85) < 0.3, `${width} mm`);
      assert.ok(Math.abs(height! - 85 * one.aspect) < 0.3, `${height} mm`);
      assert.equal(pdf.match(/\/Type \/Page\b/g)!.length, 1);
    });

    for (const [font, name] of [
      ["sans", "SourceSans3"],
      ["serif", "CMUSerif"],
    ] as const) {
      it(`carries its ${font} typeface, and none of this machine`, async () => {
        const pdf = (await draw(one, "pdf", { font })).toString("latin1");
        const fonts = pdf.match(/\/FontName \/\S+/g)!;
        assert.ok(fonts.some((each) => each.includes(name)));
        const shipped = /SourceSans3|CMUSerif/;
        assert.ok(
          fonts.every((each) => shipped.test(each)),
          fonts.join(),
        );
        assert.equal(pdf.match(/\/FontFile2/g)!.length, fonts.length);
      });
    }

    it("is vector graphics", async () => {
      const pdf = (await draw(figures.accuracy!, "pdf")).toString("latin1");
      assert.ok(!pdf.includes("/Subtype /Image"));
    });
  });

  describe("as PNG", () => {
    it("has the pixels that resolution and width ask for, and says so", async () => {
      const png = await draw(one, "png", { width: 127, resolution: 200 });
      assert.ok(Math.abs(png.readUInt32BE(16) - 1000) <= 1);
      const at = png.indexOf("pHYs");
      assert.equal(png.readUInt32BE(at + 4), 7874); // 200 / 0.0254
      PNG.sync.read(png); // checks every chunk's checksum
    });

    it("has a white or a transparent ground", async () => {
      const corner = async (background: "white" | "transparent") => {
        const png = PNG.sync.read(await draw(one, "png", { background }));
        return [...png.data.subarray(0, 4)];
      };
      assert.deepEqual(await corner("white"), [255, 255, 255, 255]);
      assert.equal((await corner("transparent"))[3], 0);
    });
  });
});
