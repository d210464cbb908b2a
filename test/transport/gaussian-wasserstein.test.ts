import assert from "node:assert/strict";
import { gaussianWasserstein2 } from "../../lib/transport";
import { assertClose, CLOSED_FORM } from "../reference-values";
import { A, B, known } from "./pot-problem";

describe("gaussianWasserstein2", () => {
  const moments = (Z: number[][]) => {
    const mean = Z[0].map((_, k) => Z.reduce((s, z) => s + z[k], 0) / Z.length);
    const covariance = mean.map((_, i) =>
      mean.map(
        (_, j) =>
          Z.reduce((s, z) => s + (z[i] - mean[i]) * (z[j] - mean[j]), 0) /
          (Z.length - 1),
      ),
    );
    return { mean, covariance };
  };

  it("agrees with POT", () => {
    const [p, q] = [moments(A), moments(B)];
    assertClose(
      [gaussianWasserstein2(p.mean, p.covariance, q.mean, q.covariance)],
      [known.gaussian_w2_squared],
      CLOSED_FORM,
    );
  });

  it("is known in one dimension and for covariances that commute", () => {
    assert.equal(gaussianWasserstein2([0], [[1]], [3], [[4]]), 10);
    const value = gaussianWasserstein2(
      [0, 0],
      [
        [4, 0],
        [0, 9],
      ],
      [0, 0],
      [
        [1, 0],
        [0, 16],
      ],
    );
    assert.ok(Math.abs(value - 2) < 1e-12);
  });

  it("is zero to itself and defined for singular covariances", () => {
    const singular = [
      [1, 1],
      [1, 1],
    ];
    assert.ok(gaussianWasserstein2([1, 2], singular, [1, 2], singular) < 1e-12);
    const point = [
      [0, 0],
      [0, 0],
    ];
    assert.ok(
      Math.abs(gaussianWasserstein2([0, 0], singular, [0, 0], point) - 2) <
        1e-12,
    );
  });

  it("refuses dimensions that differ and covariances that are none", () => {
    assert.throws(
      () => gaussianWasserstein2([0], [[1]], [0, 0], [[1]]),
      /1 and 2/,
    );
    assert.throws(
      () =>
        gaussianWasserstein2(
          [0, 0],
          [
            [1, 5],
            [0, 1],
          ],
          [0, 0],
          [
            [1, 0],
            [0, 1],
          ],
        ),
      /Covariance A is not symmetric/,
    );
    assert.throws(
      () => gaussianWasserstein2([0, 0], [[1]], [0, 0], [[1]]),
      /Covariance A is 1 × 1, but the means have 2/,
    );
  });

  it("refuses negative variances, matrices with negative eigenvalues, and means that are no numbers", () => {
    assert.throws(
      () => gaussianWasserstein2([0], [[-1]], [0], [[1]]),
      /Covariance A has the eigenvalue -1/,
    );
    const indefinite = [
      [1, 2],
      [2, 1],
    ];
    const unit = [
      [1, 0],
      [0, 1],
    ];
    assert.throws(
      () => gaussianWasserstein2([0, 0], unit, [0, 0], indefinite),
      /Covariance B has the eigenvalue -0.9999|Covariance B has the eigenvalue -1/,
    );
    assert.throws(
      () => gaussianWasserstein2([NaN], [[1]], [0], [[1]]),
      /Mean A\[0\] is NaN/,
    );
  });

  it("does not change when both are moved, or the axes exchanged", () => {
    const P = [
      [2, 0.5],
      [0.5, 1],
    ];
    const Q = [
      [1, -0.3],
      [-0.3, 3],
    ];
    const turned = (M: number[][]) => [
      [M[1][1], M[1][0]],
      [M[0][1], M[0][0]],
    ];
    const distance = gaussianWasserstein2([1, 2], P, [3, 5], Q);
    assertClose(
      [
        gaussianWasserstein2([11, -4], P, [13, -1], Q),
        gaussianWasserstein2([2, 1], turned(P), [5, 3], turned(Q)),
        gaussianWasserstein2([3, 5], Q, [1, 2], P),
      ],
      [distance, distance, distance],
      CLOSED_FORM,
    );
  });
});
