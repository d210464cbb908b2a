import assert from "node:assert/strict";
import {
  dot,
  flatten,
  projectOntoRowSpace,
  rowSpaceBasis,
  symmetricSquareRoot,
  randomStream,
} from "../../lib/numerics";

const random = randomStream(1, "matrix test");
const rows = (n: number, d: number) =>
  Array.from({ length: n }, () => Array.from(random.normals(d)));

describe("rowSpaceBasis", () => {
  for (const [n, d, rank] of [
    [30, 6, 3],
    [4, 9, 4],
    [5, 5, 2],
  ])
    it(`is orthonormal and spans the rows of a ${n} × ${d} matrix of rank ${rank}`, () => {
      const factors = rows(n, rank);
      const directions = rows(rank, d);
      const X = factors.map((f) =>
        directions[0].map((_, j) =>
          f.reduce((sum, value, k) => sum + value * directions[k][j], 0),
        ),
      );
      const basis = rowSpaceBasis(X);
      assert.equal(basis.length, rank);
      basis.forEach((a, i) =>
        basis.forEach((b, j) =>
          assert.ok(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-12),
        ),
      );
      for (const x of X)
        projectOntoRowSpace(X, x).forEach((value, j) =>
          assert.ok(Math.abs(value - x[j]) < 1e-11),
        );
    });

  it("is empty for zeros", () => assert.deepEqual(rowSpaceBasis([[0, 0]]), []));
});

describe("projectOntoRowSpace", () => {
  it("knows a plane in space", () =>
    projectOntoRowSpace(
      [
        [1, 0, 0],
        [1, 1, 0],
      ],
      [3, 4, 5],
    ).forEach((value, j) => assert.ok(Math.abs(value - [3, 4, 0][j]) < 1e-14)));

  it("leaves a rest orthogonal to every row, and projects once for all", () => {
    const X = rows(4, 7);
    const w = Array.from(random.normals(7));
    const within = projectOntoRowSpace(X, w);
    for (const x of X)
      assert.ok(
        Math.abs(
          dot(
            x,
            w.map((v, j) => v - within[j]),
          ),
        ) < 1e-12,
      );
    projectOntoRowSpace(X, within).forEach((value, j) =>
      assert.ok(Math.abs(value - within[j]) < 1e-13),
    );
  });

  it("refuses weights of another length", () =>
    assert.throws(
      () => projectOntoRowSpace([[1, 2]], [1, 2, 3]),
      /w has 3 values, but the rows of X have 2/,
    ));
});

describe("flatten", () => {
  it("names the row that is ragged, or not finite", () => {
    assert.throws(() => flatten([[1, 2], [3]]), /row 1 has 1 values/);
    assert.throws(
      () =>
        flatten(
          [
            [1, 2],
            [3, NaN],
          ],
          "features",
        ),
      /features: row 1, column 1 is NaN/,
    );
    assert.throws(() => flatten([]), /X is empty: it has no rows/);
  });
});

describe("symmetricSquareRoot", () => {
  it("squares back, singular matrices included", () => {
    const root = symmetricSquareRoot([
      [2, 2],
      [2, 2],
    ]);
    const square = root.map((row) => root.map((column) => dot(row, column)));
    square.flat().forEach((value) => assert.ok(Math.abs(value - 2) < 1e-14));
  });
});
