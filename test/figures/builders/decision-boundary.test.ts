import assert from "node:assert/strict";
import {
  type Boundary,
  decisionBoundary,
  type LabelledPoint,
} from "../../../lib/figures";
import { INK } from "../../../lib/figures/theme";

const points: LabelledPoint[] = [
  { x: 2, y: 1, label: 1, group: "reference" },
  { x: -2, y: -1, label: -1, group: "reference" },
  { x: 0, y: 2, label: 1, group: "shifted" },
];
const boundary: Boundary = { name: "w", weights: [2, 1], intercept: -1 };
interface Trace {
  name: string;
  x: number[];
  y: number[];
  fill?: string;
  marker: { symbol: string };
}
const traces = (data: unknown) => data as Trace[];

describe("decisionBoundary", () => {
  it("draws the line where the score is 0, across the window", () => {
    const { data, layout } = decisionBoundary({
      points,
      boundaries: [boundary],
    });
    const line = traces(data).find(({ name }) => name === "w")!;
    line.x.forEach((x, i) =>
      assert.ok(Math.abs(2 * x + line.y[i]! - 1) < 1e-9),
    );
    const [, extent] = (layout.xaxis as { range: number[] }).range;
    assert.ok(
      Math.hypot(line.x[0]! - line.x[1]!, line.y[0]! - line.y[1]!) >
        2 * extent!,
    );
  });

  it("tints the side where 1 is predicted", () => {
    const { data } = decisionBoundary(
      { points, boundaries: [boundary] },
      { extent: 3 },
    );
    const side = traces(data).find(({ fill }) => fill)!;
    side.x.forEach((x, i) => assert.ok(2 * x + side.y[i]! - 1 > -1e-9));
    // Area by the shoelace formula: the line cuts a 6 × 6 window from (2, −3) to (−1, 3).
    const n = side.x.length;
    const area = side.x.reduce((sum, x, i) => {
      const j = (i + 1) % n;
      return sum + (x * side.y[j]! - side.x[j]! * side.y[i]!) / 2;
    }, 0);
    assert.ok(Math.abs(Math.abs(area) - (1 + 4) * 3) < 1e-9);
  });

  it("has equal scales and holds all points", () => {
    const { layout } = decisionBoundary({ points });
    const { xaxis, yaxis } = layout as {
      [name: string]: { range: number[]; scaleanchor?: string };
    };
    assert.equal(yaxis!.scaleanchor, "x");
    assert.deepEqual(xaxis!.range, yaxis!.range);
    assert.ok(xaxis!.range[1]! > 2);
  });

  it("gives boundaries their colours of the dictionary, whatever their order", () => {
    const colourOf = (names: string[]) =>
      decisionBoundary({
        points,
        boundaries: names.map((name) => ({ ...boundary, name })),
      }).data.find(({ name }) => name === "from zeros")!.line;
    const [alone, last] = [["from zeros"], ["w", "v", "from zeros"]].map(
      (names) => (colourOf(names) as { color: string }).color,
    );
    assert.deepEqual([alone, last], Array(2).fill(INK.baseline));
  });

  it("tells classes apart by marker, groups by filling", () => {
    const { data } = decisionBoundary({ points });
    assert.deepEqual(
      traces(data).map(({ marker }) => marker.symbol),
      ["circle", "square", "circle-open"],
    );
  });

  it("moves through steps, and stands at the last", () => {
    const steps = [0.5, 1, 2].map((w) => ({
      label: `w=${w}`,
      boundaries: [{ name: "w", weights: [w, 1] as [number, number] }],
    }));
    const figure = decisionBoundary({ points, steps });
    const still = traces(figure.data).find(({ name }) => name === "w")!;
    assert.ok(Math.abs(2 * still.x[0]! + still.y[0]!) < 1e-9);
    assert.equal(figure.frames!.length, 3);
    const [first] = figure.frames as { traces: number[]; data: Trace[] }[];
    assert.equal(first!.traces.length, first!.data.length);
    const line = first!.data.at(-1)!;
    assert.ok(Math.abs(0.5 * line.x[0]! + line.y[0]!) < 1e-9);
    assert.ok(figure.controls! > 0);
    assert.equal(
      figure.rows.filter(({ role }) => role === "boundary").length,
      3,
    );
  });

  it("draws no line for weights of 0 within an animation", () => {
    const step = (w: number) => ({
      label: "s",
      boundaries: [{ name: "w", weights: [w, 0] as [number, number] }],
    });
    const { frames } = decisionBoundary({ points, steps: [step(0), step(1)] });
    const [start] = frames as { data: Trace[] }[];
    assert.deepEqual(start!.data.at(-1)!.x, []);
  });

  it("refuses what can't be drawn, naming where", () => {
    const refused = (
      more: Parameters<typeof decisionBoundary>[0],
      message: RegExp,
    ) => assert.throws(() => decisionBoundary(more), message);
    refused({ points: [] }, /empty/);
    refused({ points: [{ x: NaN, y: 0, label: 1 }] }, /x of point 0 is NaN/);
    refused(
      { points, boundaries: [{ name: "zero", weights: [0, 0] }] },
      /"zero" are both 0/,
    );
    refused(
      { points, boundaries: [{ name: "nan", weights: [NaN, 0] }] },
      /boundary "nan" is NaN/,
    );
    refused(
      {
        points,
        steps: [
          { label: "1", boundaries: [] },
          { label: "2", boundaries: [boundary] },
        ],
      },
      /Step "1" has the boundaries \(none\)/,
    );
  });
});
