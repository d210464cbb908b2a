import assert from "node:assert/strict";
import { randomStream } from "../../lib/numerics";
import { exactTransportCost } from "../../lib/transport";
import { assertClose, CLOSED_FORM } from "../reference-values";
import { a, A, b, B, costs, known } from "./pot-problem";

/** All permutations of 0 … n − 1. */
function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [
      ...rest.slice(0, at),
      n - 1,
      ...rest.slice(at),
    ]),
  );
}

describe("exactTransportCost", () => {
  it("agrees with POT", () =>
    assertClose([exactTransportCost(costs, a, b)], [known.exact], CLOSED_FORM));

  it("is the best of all assignments, negative costs included", () => {
    const random = randomStream(1, "transport test");
    for (let trial = 0; trial < 20; trial++) {
      const square = Array.from({ length: 6 }, () =>
        Array.from(random.normals(6)),
      );
      const best = Math.min(
        ...permutations(6).map((p) =>
          p.reduce((sum, j, i) => sum + square[i][j], 0),
        ),
      );
      const ones = square.map(() => 1);
      assertClose([exactTransportCost(square, ones, ones)], [best], 1e-10);
    }
  });

  it("on a line is the area between distribution functions", () => {
    const random = randomStream(2, "transport test");
    const masses = (n: number) => {
      const raw = Array.from({ length: n }, () => random.uniform());
      const total = raw.reduce((sum, v) => sum + v, 0);
      return raw.map((v) => v / total);
    };
    const [p, q] = [masses(30), masses(30)];
    const onLine = p.map((_, i) => q.map((_, j) => Math.abs(i - j)));
    let gap = 0;
    let area = 0;
    p.forEach((mass, k) => {
      gap += mass - q[k];
      area += Math.abs(gap);
    });
    assertClose([exactTransportCost(onLine, p, q)], [area], 1e-9);
  });

  it("lets points without mass be, and costs nothing to stay", () => {
    const staying = exactTransportCost(
      [
        [0, 9],
        [9, 0],
      ],
      [0, 1],
      [0, 1],
    );
    assert.equal(staying, 0);
  });

  it("is symmetric", () => {
    const turned = B.map((_, j) => A.map((_, i) => costs[i][j]));
    assertClose([exactTransportCost(turned, b, a)], [known.exact], CLOSED_FORM);
  });

  it("refuses unequal or negative masses and shapes that do not match", () => {
    assert.throws(
      () =>
        exactTransportCost(
          costs,
          a,
          b.map((v) => 2 * v),
        ),
      /a sums to 1.* and b to 2/,
    );
    assert.throws(
      () => exactTransportCost([[1]], [1], [-1]),
      /b\[0\] is -1; a mass must be finite and ≥ 0/,
    );
    assert.throws(() => exactTransportCost(costs, b, a), /a has 25 masses/);
    assert.throws(
      () => exactTransportCost([[NaN]], [1], [1]),
      /row 0, column 0/,
    );
    assert.throws(() => exactTransportCost([[1]], [0], [0]), /a has no mass/);
  });

  it("scales with costs and masses, and moves with a constant cost", () => {
    const times = (factor: number) => (v: number) => factor * v;
    const scaled = costs.map((row) => row.map((v) => 3 * v + 7));
    assertClose(
      [exactTransportCost(scaled, a.map(times(2)), b.map(times(2)))],
      [2 * (3 * known.exact + 7)],
      CLOSED_FORM,
    );
  });

  it("refuses masses and costs given as text", () => {
    const text = "0.5" as unknown as number;
    assert.throws(
      () => exactTransportCost([[1], [1]], [text, 0.5], [1]),
      /a\[0\] is 0.5; a mass must be finite/,
    );
    assert.throws(() => exactTransportCost([[text]], [1], [1]), /costs: row 0/);
  });
});
