import assert from "node:assert/strict";
import { type Bar, groupedBars } from "../../../lib/figures";

const options = { yLabel: "ER", yUnit: "pp" as const };
const bars: Bar[] = [
  { group: "Tint", series: "a", value: 0.1, lower: 0.05, upper: 0.2 },
  { group: "Flip", series: "a", value: 0.3 },
  { group: "Flip", series: "b", value: -0.1 },
];
const ticks = (groups: string[]) =>
  groupedBars(
    groups.map((group) => ({ group, value: 1 })),
    options,
  ).layout.xaxis as { ticktext: string[]; tickangle: number };

describe("groupedBars", () => {
  it("puts each bar in its group, in its unit", () => {
    const [a, b] = groupedBars(bars, options).data;
    assert.deepEqual(
      [a!.x, a!.y],
      [
        [0, 1],
        [10, 30],
      ],
    );
    assert.deepEqual([b!.x, b!.y], [[1], [-10]]);
    const { array, arrayminus } = a!.error_y as { [name: string]: number[] };
    assert.deepEqual(
      [array, arrayminus],
      [
        [10, 0],
        [5, 0],
      ],
    );
  });

  it("tells series apart by colour and hatching", () => {
    const [a, b] = groupedBars(bars, options).data as {
      marker: { color: string; pattern: { shape: string } };
    }[];
    assert.notEqual(a!.marker.color, b!.marker.color);
    assert.notEqual(a!.marker.pattern.shape, b!.marker.pattern.shape);
  });

  it("breaks long names into lines, and sets them aslant where that is not enough", () => {
    const broken = ticks(["label shift of half of the classes", "x", "y", "z"]);
    assert.ok(broken.ticktext[0]!.includes("<br>"));
    assert.equal(broken.tickangle, 0);
    const aslant = ticks(["unbreakablylongname".repeat(2), "x", "y", "z"]);
    assert.notEqual(aslant.tickangle, 0);
    assert.ok(aslant.ticktext[0]!.includes("…"));
  });

  it("makes markup in names plain", () => {
    assert.ok(ticks(["<b>x</b>"]).ticktext[0]!.startsWith("&lt;b&gt;"));
  });

  it("refuses what can't be drawn, naming where", () => {
    const refused = (bar: Bar, message: RegExp) =>
      assert.throws(() => groupedBars([...bars, bar], options), message);
    refused({ group: "Flip", series: "b", value: 1 }, /two bars for "Flip, b"/);
    refused({ group: "x", value: NaN }, /value of "x" is NaN/);
    refused({ group: "x", value: 1, lower: NaN, upper: 2 }, /interval of "x"/);
    assert.throws(() => groupedBars([], options), /empty/);
  });
});
