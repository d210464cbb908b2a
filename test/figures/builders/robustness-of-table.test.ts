import assert from "node:assert/strict";
import { robustnessOfTableFigure } from "../../../lib/figures";
import { render } from "../../../lib/figures/render/render";
import { robustnessOfTable } from "../../../lib/robustness";

const rows = Array.from({ length: 10 }, (_, i) => ({
  model: `network ${i}`,
  training: i < 7 ? "scratch" : i < 9 ? "web" : "flickr",
  clean: 60 + 3 * i,
  sketch: 40 + 3.5 * i + (i < 7 ? (i % 2) * 0.2 : 8),
}));
const columns = {
  reference: "clean",
  shifted: "sketch",
  group: "training",
  unit: "per cent",
} as const;

describe("robustnessOfTableFigure", () => {
  const found = robustnessOfTable(rows, columns);
  const figure = robustnessOfTableFigure(found);

  it("shows every model by its role and group, with its effective robustness", () => {
    const shown = (role: string) =>
      figure.rows.filter((row) => row.role === role);
    assert.equal(shown("baseline").length, 7);
    assert.deepEqual(
      shown("pretrained").map(({ source }) => source),
      ["web", "web", "flickr"],
    );
    const [{ effectiveRobustness }] = shown("pretrained");
    const { robustness } = found.models[7];
    assert.ok(Math.abs(Number(effectiveRobustness) - robustness!.mean) < 1e-12);
    assert.ok(shown("line").length > 0);
    assert.match(JSON.stringify(figure.layout), /Accuracy: clean/);
  });

  it("draws no line where the baselines are none", () => {
    const scattered = rows.map((row, i) => ({
      ...row,
      sketch: 50 + 10 * (i % 2),
    }));
    const { rows: drawn } = robustnessOfTableFigure(
      robustnessOfTable(scattered, columns),
    );
    assert.ok(drawn.every(({ role }) => role !== "line"));
  });

  it("comes out as PDF and SVG", async function () {
    this.timeout(120_000);
    const { pdf, svg } = await render(figure, ["pdf", "svg"]);
    assert.equal(pdf!.toString("latin1", 0, 5), "%PDF-");
    assert.match(svg!.toString(), /^<svg[^]*Accuracy: sketch/);
  });
});
