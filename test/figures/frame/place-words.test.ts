import assert from "node:assert/strict";
import {
  type FloatingWord,
  type Obstacle,
  placeWords,
  type Plot,
  type Point,
  WEIGHT,
} from "../../../lib/figures/frame";

const plot: Plot = { x: [0, 1], y: [0, 1], width: 200, height: 200 };
const box: FloatingWord = {
  name: "box",
  annotation: { text: "ER" },
  size: { width: 60, height: 30 },
};
const data = (...points: Point[]): Obstacle => ({
  points,
  joined: false,
  weight: WEIGHT.data,
});

/** The box's edges in pixels. */
function edges(word: { [attribute: string]: unknown }, size = box.size) {
  const [x, y] = [Number(word.x) * 200, Number(word.y) * 200];
  const left = word.xanchor === "right" ? x - size.width : x;
  const bottom = word.yanchor === "top" ? y - size.height : y;
  return { left, right: left + size.width, bottom, top: bottom + size.height };
}

const place = (...given: Parameters<typeof placeWords>) =>
  placeWords(...given).annotations;

describe("placeWords", () => {
  it("prefers the upper left corner, then the lower right one", () => {
    const [free] = place([box], [], plot);
    assert.deepEqual([free!.xanchor, free!.yanchor], ["left", "top"]);
    const [other] = place([box], [data([0.1, 0.9])], plot);
    assert.deepEqual([other!.xanchor, other!.yanchor], ["right", "bottom"]);
  });

  it("finds room between where all corners are taken", () => {
    const corners = data(
      [0.05, 0.95],
      [0.95, 0.05],
      [0.95, 0.95],
      [0.05, 0.05],
    );
    const [word] = place([box], [corners], plot);
    const { left, right, bottom, top } = edges(word!);
    for (const [x, y] of corners.points.map(([a, b]) => [200 * a, 200 * b])) {
      const inside = x! > left && x! < right && y! > bottom && y! < top;
      assert.ok(!inside, `${x}, ${y} in ${JSON.stringify({ left, right })}`);
    }
    assert.ok(left >= 0 && right <= 200 && bottom >= 0 && top <= 200);
  });

  it("keeps off lines between their ends", () => {
    const across: Obstacle = {
      points: [
        [0, 0.93],
        [1, 0.93],
      ],
      joined: true,
      weight: WEIGHT.diagonal,
    };
    assert.equal(place([box], [across], plot)[0]!.yanchor, "bottom");
  });

  it("stands rather on a line than on data", () => {
    const filled = Array.from({ length: 400 }, (_, i): Point => [
      (i % 20) / 20,
      Math.floor(i / 20) / 29,
    ]);
    const line: Obstacle = {
      points: [
        [0, 0.85],
        [1, 0.85],
      ],
      joined: true,
      weight: WEIGHT.line,
    };
    const [word] = place([box], [data(...filled), line], plot);
    assert.ok(edges(word!).bottom > 200 * (19 / 29));
  });

  it("keeps words off each other", () => {
    const two = place([box, { ...box, name: "second" }], [], plot);
    assert.equal(two[0]!.yanchor, "top");
    assert.equal(two[1]!.yanchor, "bottom");
    assert.deepEqual(
      two.map(({ name }) => name),
      ["box", "second"],
    );
  });

  it("stands beside its line, and nowhere where that is out of sight", () => {
    const beside = (from: Point, to: Point) =>
      place([{ ...box, beside: [from, to] }], [], plot);
    const [word] = beside([0, 0], [1, 1]);
    assert.equal(word!.x, word!.y);
    assert.deepEqual(beside([2, 2], [3, 3]), []);
  });

  it("puts a box above the frame where it would cover data anywhere", () => {
    const filled = Array.from({ length: 400 }, (_, i): Point => [
      (i % 20) / 20,
      Math.floor(i / 20) / 20,
    ]);
    const { annotations, above } = placeWords([box], [data(...filled)], plot);
    assert.deepEqual(
      [annotations[0]!.y, annotations[0]!.yanchor],
      [1, "bottom"],
    );
    assert.equal(above, box.size.height);
    assert.equal(placeWords([box], [], plot).above, 0);
  });
});
