import assert from "node:assert/strict";
import {
  accuracyOnTheLine,
  curves,
  overlap,
  smallMultiples,
} from "../../../lib/figures";
import { baselineModels, sampleFigures } from "../samples";

interface Axis {
  domain: [number, number];
  range: [number, number];
  matches?: string;
  title?: { text: string };
  showticklabels?: boolean;
}
const axes = (layout: object, letter: "x" | "y") =>
  Object.entries(layout)
    .filter(([name]) => name.startsWith(`${letter}axis`))
    .map(([, axis]) => axis as Axis);

const sweep = (height: number) =>
  curves(
    [1, 2].map((x) => ({
      series: "a",
      x,
      y: height * x,
      lower: height * x - 1,
      upper: height * x,
    })),
    { xLabel: "x", yLabel: "y" },
  );

describe("smallMultiples", () => {
  const { layout, data, rows } = smallMultiples(
    [1, 5, 3].map((height) => ({
      title: `by ${height}`,
      figure: sweep(height),
    })),
    { columns: 2 },
  );

  it("gives each panel a place of its own", () => {
    const x = axes(layout, "x").map(({ domain }) => domain);
    const y = axes(layout, "y").map(({ domain }) => domain);
    assert.ok(x[0]![1] < x[1]![0]);
    assert.deepEqual(x[2], x[0]);
    assert.deepEqual(y[0], y[1]);
    assert.ok(y[2]![1] < y[0]![0]);
    assert.ok(Math.abs(y[2]![0]) < 1e-12 && y[0]![1] === 1);
  });

  it("shares ranges that hold all marks and error bars", () => {
    for (const { range } of axes(layout, "y")) {
      assert.ok(range[0] < 0 && range[1] > 10);
      assert.deepEqual(range, axes(layout, "y")[0]!.range);
    }
    assert.deepEqual(
      axes(layout, "y").map(({ matches }) => matches),
      [undefined, "y", "y"],
    );
  });

  it("labels outer axes only", () => {
    assert.deepEqual(
      axes(layout, "y").map(({ title }) => title!.text),
      ["y", "", "y"],
    );
    assert.deepEqual(
      axes(layout, "x").map(({ title }) => title!.text),
      ["", "x", "x"],
    );
  });

  it("puts a name into the legend once, and lists rows by panel", () => {
    assert.deepEqual(
      data.map(({ showlegend }) => showlegend),
      [false, false, false],
    );
    const two = smallMultiples(
      ["p", "q"].map((title) => ({ title, figure: sampleFigures().curves! })),
    );
    assert.deepEqual(
      two.data.map(({ showlegend }) => showlegend),
      [true, true, false, false],
    );
    assert.equal(rows[2]!.panel, "by 5");
  });

  it("lays ticks of shared accuracy axes out anew", () => {
    const panel = (low: number) => ({
      title: "t",
      figure: accuracyOnTheLine({
        baselines: baselineModels(5).map((model) => ({
          ...model,
          shifted: model.shifted * low,
        })),
      }),
    });
    const shared = smallMultiples([panel(1), panel(0.05)]);
    const ticks = axes(shared.layout, "y").map(
      (axis) => (axis as Axis & { ticktext: string[] }).ticktext,
    );
    assert.deepEqual(ticks[0], ticks[1]);
    assert.ok(ticks[0]!.some((text) => parseFloat(text) <= 5));
    assert.ok(ticks[0]!.some((text) => parseFloat(text) >= 50));
  });

  it("keeps ranges apart where they are not to be shared", () => {
    const apart = smallMultiples(
      [1, 5].map((height) => ({ title: "t", figure: sweep(height) })),
      { shareX: false, shareY: false },
    );
    assert.deepEqual(
      axes(apart.layout, "y").map(({ matches }) => matches),
      [undefined, undefined],
    );
    assert.equal(axes(apart.layout, "y")[1]!.range, undefined);
  });

  it("takes panels that differ in how crowded they are and in marks off the scale", () => {
    const panel = (count: number, shifted: number) => ({
      title: String(count),
      figure: accuracyOnTheLine({
        baselines: [
          ...baselineModels(count),
          { name: "last", reference: 0.7, shifted },
        ],
      }),
    });
    assert.equal(
      smallMultiples([panel(5, 1), panel(500, 0.5)]).kind,
      "small-multiples",
    );
  });

  it("refuses panels that give a name different colours", () => {
    const panel = (series: string[], all?: string[]) => ({
      title: series.join(),
      figure: curves(
        series.map((name) => ({ series: name, x: 1, y: 1 })),
        { xLabel: "x", yLabel: "y", series: all },
      ),
    });
    assert.throws(
      () => smallMultiples([panel(["a", "b"]), panel(["b", "a"])]),
      /"b" is drawn differently in panel "b,a"/,
    );
    const order = ["a", "b"];
    const { data } = smallMultiples([
      panel(["a", "b"], order),
      panel(["b", "a"], order),
    ]);
    assert.equal(data.length, 4);
  });

  it("refuses panels that don't belong together", () => {
    const { accuracy, curves: sweeps, images, steps } = sampleFigures();
    const panels = (...figures: (typeof accuracy)[]) =>
      figures.map((figure, i) => ({ title: `panel ${i}`, figure: figure! }));
    assert.throws(() => smallMultiples([]), /empty/);
    assert.throws(
      () => smallMultiples(panels(accuracy, sweeps)),
      /"panel 1" is of kind "curves"/,
    );
    assert.throws(
      () => smallMultiples(panels(images)),
      /image-grid has images/,
    );
    assert.throws(() => smallMultiples(panels(steps)), /frames/);
    const two = overlap([
      { name: "a", corrected: [1] },
      { name: "b", corrected: [1] },
    ]);
    assert.throws(() => smallMultiples(panels(two)), /axes of its own/);
  });
});
