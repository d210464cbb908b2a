import assert from "node:assert/strict";
import { points } from "../../../lib/figures/marks";

const style = { name: "a", colour: "#004c8c", symbol: "square" };
const marker = (mark: ReturnType<typeof points>) =>
  mark.traces![0]!.marker as { color: unknown; line: { width: unknown } };

describe("points", () => {
  const data = { x: [1, 2], y: [3, 4], hover: ["p", "q"] };

  it("gives words points and error bars to keep off", () => {
    const { obstacles } = points({ ...data, yBounds: [[2, 5], null] }, style);
    assert.deepEqual(
      obstacles!.map((each) => each.points),
      [
        [
          [1, 3],
          [2, 4],
        ],
        [
          [1, 2],
          [1, 5],
        ],
      ],
    );
    assert.deepEqual(
      obstacles!.map(({ joined }) => joined),
      [false, true],
    );
  });

  it("has error bars only where there are intervals", () => {
    assert.equal(points(data, style).traces![0]!.error_y, undefined);
  });

  it("draws hollow markers with a rim of their colour", () => {
    const hollow = points(data, {
      ...style,
      symbol: ["square", "circle-open"],
    });
    assert.deepEqual(marker(hollow).line, {
      width: [0.5, 1.2],
      color: ["#ffffff", "#004c8c"],
    });
  });

  it("fills each point as told", () => {
    const fills = ["#ffffff", "#cccccc"];
    assert.deepEqual(marker(points(data, { ...style, fills })).color, fills);
  });
});
