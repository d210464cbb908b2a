import assert from "node:assert/strict";
import { randomStream } from "../../lib/numerics";
import {
  exactTransportCost,
  gaussianWasserstein2,
  sinkhorn,
} from "../../lib/transport";
import {
  assertClose,
  CLOSED_FORM,
  ITERATIVE,
  referenceValues,
} from "../reference-values";

const known = referenceValues.transport;
const { A, B } = known;
const costs = A.map((x) =>
  B.map((y) => x.reduce((sum, v, k) => sum + (v - y[k]) ** 2, 0)),
);
const a = A.map(() => 1 / A.length);
const b = B.map(() => 1 / B.length);

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
});

describe("sinkhorn", () => {
  for (const { regularisation, transport_cost } of known.sinkhorn)
    it(`agrees with POT at regularisation ${regularisation}`, () => {
      const { cost, converged } = sinkhorn(costs, a, b, { regularisation });
      assert.ok(converged);
      assertClose([cost], [transport_cost], ITERATIVE);
    });

  it("has the marginals asked for, masses of zero included", () => {
    const { plan } = sinkhorn(
      [
        [1, 2],
        [3, 1],
        [0, 5],
      ],
      [0.5, 0, 0.5],
      [0.25, 0.75],
      {
        regularisation: 0.3,
      },
    );
    const rowSums = plan.map((row) => row.reduce((sum, v) => sum + v, 0));
    [0.5, 0, 0.5].forEach((mass, i) =>
      assert.ok(Math.abs(rowSums[i] - mass) < 1e-9),
    );
    assert.ok(Math.abs(plan[0][0] + plan[2][0] - 0.25) < 1e-9);
    assert.deepEqual(plan[1], [0, 0]);
  });

  it("comes near exact transport where a plain exponential would underflow", () => {
    const { cost, plan } = sinkhorn(costs, a, b, {
      regularisation: 0.01,
      maxIterations: 20_000,
    });
    assert.ok(plan.flat().every(Number.isFinite));
    assert.ok(Math.abs(cost / known.exact - 1) < 1e-3);
  });

  it("forgets the costs under heavy regularisation", () => {
    const { plan } = sinkhorn(costs, a, b, { regularisation: 1e9 });
    assertClose(
      plan.flat(),
      plan.flatMap((row) => row.map(() => 1 / (A.length * B.length))),
      1e-6,
    );
  });

  it("says when it has not converged, and refuses no regularisation", () => {
    const hasty = sinkhorn(costs, a, b, {
      regularisation: 0.05,
      maxIterations: 3,
    });
    assert.equal(hasty.converged, false);
    assert.throws(
      () => sinkhorn(costs, a, b, { regularisation: 0 }),
      /got 0; for none, call exactTransportCost/,
    );
  });
});

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
});
