import assert from "node:assert/strict";
import { rasterise, type Contour } from "../../lib/images";
import { randomStream } from "../../lib/numerics";

const rectangle = (
  left: number,
  top: number,
  right: number,
  bottom: number,
): Contour => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

describe("rasterise", () => {
  it("gives each pixel the share of its area that is covered", () => {
    const pixels = rasterise([rectangle(1, 0.5, 2.25, 2)], 4, 3);
    assert.deepEqual(
      [...pixels],
      [...[0, 128, 32, 0], ...[0, 255, 64, 0], ...[0, 0, 0, 0]],
    );
  });

  it("covers half of each pixel on the diagonal", () => {
    const triangle: Contour = [
      [0, 0],
      [3, 3],
      [0, 3],
    ];
    assert.deepEqual(
      [...rasterise([triangle], 3, 3)],
      [128, 0, 0, 255, 128, 0, 255, 255, 128],
    );
  });

  it("does not care which way round an outline runs", () => {
    const shape: Contour = [
      [0.3, 0.2],
      [4.8, 1.1],
      [2.2, 4.9],
    ];
    assert.deepEqual(
      rasterise([shape], 5, 5),
      rasterise([[...shape].reverse()], 5, 5),
    );
  });

  it("leaves holes that run the other way round, and counts overlaps once", () => {
    const outer = rectangle(0, 0, 3, 3);
    const inner = rectangle(1, 1, 2, 2);
    const [hole] = rasterise([outer, [...inner].reverse()], 3, 3).slice(4);
    const [overlap] = rasterise([outer, inner], 3, 3).slice(4);
    assert.equal(hole, 0);
    assert.equal(overlap, 255);
  });

  it("fills the whole image up to its edges", () => {
    const pixels = rasterise([rectangle(0, 0, 4, 3)], 4, 3);
    assert.deepEqual([...pixels], Array(12).fill(255));
  });

  it("agrees with the shoelace formula on the area of any polygon", () => {
    const random = randomStream(1, "polygons");
    for (let trial = 0; trial < 50; trial++) {
      // Around the centre, with no gap of half a turn: it does not cross itself.
      const count = 4 + random.integer(9);
      const angles = Array.from(
        { length: count },
        (_, i) => (2 * Math.PI * (i + random.uniform())) / count,
      );
      const shape: Contour = angles.map((angle) => {
        const radius = 9 * random.uniform();
        return [10 + radius * Math.cos(angle), 10 + radius * Math.sin(angle)];
      });
      const area = shape.reduce((sum, [x, y], i) => {
        const [nextX, nextY] = shape[(i + 1) % count];
        return sum + (x * nextY - nextX * y) / 2;
      }, 0);
      const found = rasterise([shape], 20, 20).reduce((a, b) => a + b, 0) / 255;
      assert.ok(
        Math.abs(found - area) < 0.1,
        `polygon ${trial}: ${found} for ${area}`,
      );
    }
  });

  it("refuses a point outside the image, or none", () => {
    assert.throws(
      () => rasterise([rectangle(0, 0, 5, 1)], 4, 3),
      /point \(5, 0\) lies outside the 4×3 pixels/,
    );
    assert.throws(
      () => rasterise([[[NaN, 0]]], 4, 3),
      /\(NaN, 0\) lies outside/,
    );
  });
});
