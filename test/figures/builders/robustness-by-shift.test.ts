import assert from "node:assert/strict";
import { robustnessByShift, type ShiftRobustness } from "../../../lib/figures";
import { sampleShifts } from "../samples";

interface Trace {
  name: string;
  x: number[];
  y: number[];
  showlegend?: boolean;
  marker: { symbol: string[]; color: string[] };
  error_x: { array: number[]; arrayminus: number[] };
}
const row = (more: Partial<ShiftRobustness> = {}): ShiftRobustness => ({
  shift: "Flip",
  kind: "out of support",
  mean: 0.1,
  lower: 0.08,
  upper: 0.12,
  ...more,
});
const traceOf = (rows: ShiftRobustness[], options = {}) =>
  robustnessByShift(rows, options).data[0] as unknown as Trace;
const axis = (rows: ShiftRobustness[], letter: "x" | "y") =>
  robustnessByShift(rows).layout[`${letter}axis`] as {
    range: [number, number];
    ticktext: string[];
  };

describe("robustnessByShift", () => {
  it("draws points with their intervals", () => {
    const { x, error_x } = traceOf([row({ lower: 0.07 })]);
    assert.ok(Math.abs(x[0]! - 10) < 1e-9);
    assert.ok(Math.abs(error_x.arrayminus[0]! - 3) < 1e-9);
    assert.ok(Math.abs(error_x.array[0]! - 2) < 1e-9);
  });

  it("lists shifts in support above those out of support, each group under its title", () => {
    const text = axis(
      [row(), row({ shift: "Tint", kind: "in support" })],
      "y",
    ).ticktext.map((each) => each.replace(/<[^>]*>/g, ""));
    assert.deepEqual(text, ["In support", "Tint", "Out of support", "Flip"]);
  });

  it("fills markers by the verdict, hollow where there is no line", () => {
    const { marker } = traceOf([
      row({ shift: "above" }),
      row({ shift: "below", mean: -0.1, lower: -0.11, upper: -0.09 }),
      row({ shift: "zero", mean: 0, lower: -0.01, upper: 0.01 }),
      row({ shift: "undecided", mean: 0, lower: -0.05, upper: 0.05 }),
      row({ shift: "no line", isLine: false }),
    ]);
    assert.deepEqual(
      marker.symbol.map((each) => each.replace(/^[a-z]+/, "")),
      ["", "", "", "-open-dot", "-open"],
    );
    const [above, below, zero] = marker.color;
    assert.equal(above, below);
    assert.notEqual(zero, above);
  });

  it("takes another margin", () => {
    const rows = [row({ mean: 0.03, lower: 0.02, upper: 0.04 })];
    const [wide] = robustnessByShift(rows, { margin: 0.05 }).rows;
    assert.equal(wide!.standing, "about zero");
    assert.equal(robustnessByShift(rows).rows[0]!.standing, "above zero");
  });

  it("keeps intervals inside the frame, infinite ones up to it", () => {
    const rows = [row(), row({ shift: "Noise", upper: Infinity })];
    const [low, high] = axis(rows, "x").range;
    const { x, error_x } = traceOf(rows);
    assert.ok(low < -2 && high > 12);
    assert.ok(Math.abs(x[1]! + error_x.array[1]! - high) < 1e-9);
  });

  it("sets sources of a shift apart within its row", () => {
    const { data } = robustnessByShift(sampleShifts());
    const [first, second] = data as unknown as Trace[];
    first!.y.forEach((y, i) => {
      const gap = second!.y[i]! - y;
      assert.ok(gap > 0.2 && gap < 0.8, `${gap}`);
    });
  });

  it("lists what is plotted", () => {
    const { rows } = robustnessByShift(sampleShifts());
    assert.equal(rows.length, 12);
    assert.equal(rows[0]!.shift, "Spurious tint");
    assert.equal(rows[0]!.effectiveRobustness, 0.004);
  });

  it("refuses what can't be drawn, naming shift and source", () => {
    const refused = (rows: ShiftRobustness[], message: RegExp) =>
      assert.throws(() => robustnessByShift(rows), message);
    refused([], /empty/);
    refused([row({ mean: NaN })], /"Flip, out of support" is NaN/);
    refused([row({ lower: 0.11 })], /from 0.11 to 0.12.*mean 0.1/);
    refused(
      [row({ source: "a" }), row({ source: "a" })],
      /two rows for "Flip.*a"/,
    );
    assert.throws(() => robustnessByShift([row()], { margin: 0 }), /margin/);
  });
});
