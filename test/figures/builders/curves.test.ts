import assert from "node:assert/strict";
import { curves, type CurvePoint } from "../../../lib/figures";
import { SUPPORT } from "../../../lib/figures/theme";

const labels = { xLabel: "Epochs", yLabel: "ER" };
const points: CurvePoint[] = [
  { series: "a", x: 4, y: 0.2, lower: 0.1, upper: 0.4 },
  { series: "a", x: 1, y: 0.1, lower: 0.05, upper: 0.2 },
  { series: "b", x: 1, y: -0.1 },
];

describe("curves", () => {
  it("joins points in order of x, in their unit, with lopsided error bars", () => {
    const [a, b] = curves(points, { ...labels, yUnit: "pp" }).data as {
      [name: string]: unknown;
    }[];
    assert.deepEqual(a!.x, [1, 4]);
    assert.deepEqual(a!.y, [10, 20]);
    const { array, arrayminus } = a!.error_y as { [name: string]: number[] };
    assert.deepEqual(array, [10, 20]);
    assert.deepEqual(arrayminus, [5, 10]);
    assert.deepEqual(b!.y, [-10]);
    assert.equal(b!.error_y, undefined);
  });

  it("leaves points apart where asked to, with ticks of the axis' own", () => {
    const apart = curves(points, { xLabel: "x", yLabel: "y", joined: false });
    const { data, layout } = apart as unknown as {
      data: { mode: string }[];
      layout: { xaxis: { tickmode?: string } };
    };
    assert.ok(data.some(({ mode }) => mode === "markers"));
    assert.ok(data.every(({ mode }) => !mode?.includes("lines")));
    assert.notEqual(layout.xaxis.tickmode, "array");
  });

  it("draws bands behind curves", () => {
    const { data } = curves(points, { ...labels, intervals: "band" });
    assert.equal(data.length, 3);
    assert.deepEqual(data[0]!.x, [1, 4, 4, 1]);
    assert.deepEqual(data[0]!.y, [0.2, 0.4, 0.1, 0.05]);
  });

  it("tells curves apart by colour, dashes and marker", () => {
    const [a, b] = curves(points, labels).data as {
      line: { color: string; dash: string };
      marker: { symbol: string };
    }[];
    assert.notEqual(a!.line.color, b!.line.color);
    assert.notEqual(a!.line.dash, b!.line.dash);
    assert.notEqual(a!.marker.symbol, b!.marker.symbol);
  });

  it("keeps the colours of series that are named in advance", () => {
    const style = (series: string, all?: string[]) =>
      curves([{ series, x: 1, y: 1 }], { ...labels, series: all }).data[0]!
        .marker;
    assert.deepEqual(style("a"), style("b"));
    assert.notDeepEqual(style("a", ["a", "b"]), style("b", ["a", "b"]));
  });

  it("gives series that mean one thing its colour, told apart by dashes", () => {
    const like = { a: "in support", b: "in support" };
    const [a, b] = curves(points, { ...labels, like }).data as {
      name: string;
      line: { color: string; dash: string };
    }[];
    assert.deepEqual([a!.name, b!.name], ["a", "b"]);
    assert.deepEqual([a!.line.color, b!.line.color], Array(2).fill(SUPPORT.in));
    assert.notEqual(a!.line.dash, b!.line.dash);
  });

  it("draws a threshold from bottom to top at its value, and refuses one that has no place", () => {
    const { layout } = curves(points, { ...labels, threshold: 2 });
    const [line] = layout.shapes as { [name: string]: unknown }[];
    assert.deepEqual(
      [line!.x0, line!.x1, line!.yref, line!.y0, line!.y1],
      [2, 2, "paper", 0, 1],
    );
    assert.deepEqual(curves(points, labels).layout.shapes, []);
    assert.throws(
      () => curves(points, { ...labels, xScale: "log", threshold: 0 }),
      /threshold is 0, which has no place on a logarithmic axis/,
    );
  });

  it("fills markers with paper where points are hollow, in a rim of the curve's colour", () => {
    const some = points.map((point) => ({ ...point, hollow: point.x === 4 }));
    const [a, key, b] = curves(some, labels).data as {
      line: { color: string };
      marker: { color: string | string[]; line: { color: string } };
      name: string;
      showlegend?: boolean;
    }[];
    const [full, hollow] = a!.marker.color;
    assert.equal(full, a!.line.color);
    assert.notEqual(hollow, full);
    assert.equal(a!.marker.line.color, full);
    assert.equal(b!.marker.color, b!.line.color);
    assert.notEqual(b!.name, a!.name);
    // The legend shows a filled one, whichever comes first.
    assert.equal(a!.showlegend, false);
    assert.equal(key!.name, a!.name);
    assert.equal(key!.marker.color, full);
    assert.notEqual(key!.showlegend, false);
  });

  it("leaves ticks to Plotly where values were measured, not chosen", () => {
    const measured = [26.9311, 39.5348].map((x) => ({ x, y: 1 }));
    const { layout } = curves(measured, labels);
    assert.equal((layout.xaxis as { tickvals?: number[] }).tickvals, undefined);
  });

  it("gives each swept value its tick", () => {
    const swept = [3e-4, 1e-4, 3e-5, 20000].map((x) => ({ x, y: 1 }));
    const { xaxis } = curves(swept, { ...labels, xScale: "log" }).layout;
    const { tickvals, ticktext } = xaxis as { [name: string]: unknown };
    assert.deepEqual(tickvals, [3e-5, 1e-4, 3e-4, 20000]);
    assert.deepEqual(ticktext, ["3e−5", "0.0001", "0.0003", "20,000"]);
  });

  it("ticks powers of ten on a logarithmic vertical axis, in plain numbers", () => {
    const falling = [1.1, 0.3, 0.02, 0.004].map((y, x) => ({ x, y }));
    const { yaxis } = curves(falling, { ...labels, yScale: "log" }).layout;
    const { tickvals, ticktext } = yaxis as { [name: string]: unknown };
    assert.deepEqual(tickvals, [0.01, 0.1, 1]);
    assert.deepEqual(ticktext, ["0.01", "0.1", "1"]);
  });

  it("ticks powers of ten where there are many values on a logarithmic axis", () => {
    const axisOf = (from: number, to: number) => {
      const many = Array.from({ length: 12 }, (_, i) => ({
        x: from * (to / from) ** (i / 11),
        y: 1,
      }));
      return curves(many, { ...labels, xScale: "log" }).layout.xaxis as {
        [name: string]: unknown;
      };
    };
    assert.deepEqual(axisOf(1e-4, 0.5).tickvals, [1e-4, 1e-3, 0.01, 0.1]);
    assert.deepEqual(axisOf(1e-4, 0.5).ticktext, [
      "0.0001",
      "0.001",
      "0.01",
      "0.1",
    ]);
    assert.equal(axisOf(0.5, 5).tickvals, undefined);
  });

  it("needs no legend for one curve", () => {
    const { data, layout } = curves([{ x: 1, y: 2 }], labels);
    assert.equal(data[0]!.showlegend, false);
    assert.equal(layout.legend, undefined);
  });

  it("lists the points as given", () => {
    assert.deepEqual(
      curves(points, { ...labels, yUnit: "%" }).rows[0],
      points[0],
    );
  });

  it("refuses what can't be drawn, naming where", () => {
    const refused = (point: CurvePoint, message: RegExp, xScale?: "log") =>
      assert.throws(() => curves([point], { ...labels, xScale }), message);
    refused({ series: "a", x: 3, y: NaN }, /y of "a" at x = 3 is NaN/);
    refused({ x: Infinity, y: 1 }, /x is Infinity/);
    refused({ x: 0, y: 1 }, /x is 0.*logarithmic/, "log");
    refused({ x: 1, y: 1, lower: 2, upper: 1 }, /from 2 to 1/);
    assert.throws(() => curves([], labels), /empty/);
  });
});
