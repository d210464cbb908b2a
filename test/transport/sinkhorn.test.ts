import assert from "node:assert/strict";
import { randomStream } from "../../lib/numerics";
import { sinkhorn } from "../../lib/transport";
import { assertClose, ITERATIVE } from "../reference-values";
import { a, A, b, B, costs, known } from "./pot-problem";

/** By how much a plan misses the marginals, in total. */
function mismatch(plan: number[][]): number {
  const rows = plan.map((row) => row.reduce((sum, v) => sum + v, 0));
  const columns = b.map((_, j) => plan.reduce((sum, row) => sum + row[j], 0));
  return (
    rows.reduce((sum, v, i) => sum + Math.abs(v - a[i]), 0) +
    columns.reduce((sum, v, j) => sum + Math.abs(v - b[j]), 0)
  );
}

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
      /for none, call exactTransportCost.*got 0/,
    );
  });

  it("says converged of plans alone whose marginals hold, however small the regularisation", () => {
    for (const regularisation of [100, 0.3, 0.03, 1e-4, 1e-8]) {
      const { plan, marginalError, converged } = sinkhorn(costs, a, b, {
        regularisation,
        maxIterations: 500,
      });
      const missed = mismatch(plan);
      assert.ok(Math.abs(missed - marginalError) < 1e-12);
      assert.equal(converged, missed <= 1e-9);
    }
  });

  it("goes to the exact cost as the regularisation goes to zero, from above", () => {
    const above = [3, 0.3, 0.03, 1e-4].map(
      (regularisation) =>
        sinkhorn(costs, a, b, { regularisation }).cost / known.exact - 1,
    );
    above.forEach((gap, k) =>
      assert.ok(gap > -1e-8 && (k === 0 || gap < above[k - 1])),
    );
    assert.ok(above[3] < 1e-6);
  });

  it("gives potentials that make the plan, and the objective by its definition", () => {
    const regularisation = 0.4;
    const result = sinkhorn(costs, a, b, { regularisation });
    const { rows, columns } = result.potentials;
    const { plan } = result;
    let objective = 0;
    plan.forEach((row, i) =>
      row.forEach((mass, j) => {
        const expected = Math.exp(
          (rows[i] + columns[j] - costs[i][j]) / regularisation,
        );
        // Singles hold no share of a row below 1e-37.
        assert.ok(Math.abs(mass - expected) <= 1e-6 * expected + 1e-38);
        if (mass === 0) return;
        objective +=
          mass * (costs[i][j] + regularisation * Math.log(mass / a[i] / b[j]));
      }),
    );
    assertClose([result.objective], [objective], ITERATIVE);
  });

  it("takes costs as rows or flat, and does not depend on the order of points or the unit of costs", () => {
    const regularisation = 0.2;
    const { cost } = sinkhorn(costs, a, b, { regularisation });
    const order = Array.from(
      randomStream(3, "sinkhorn test").permutation(A.length),
    );
    const flat = {
      data: Float64Array.from(order.flatMap((i) => costs[i].map((v) => 5 * v))),
      rows: A.length,
      columns: B.length,
    };
    const again = sinkhorn(flat, a, b, { regularisation: 5 * regularisation });
    assertClose([again.cost], [5 * cost], ITERATIVE);
  });

  it("refuses options out of range, as text too", () => {
    const refuses = (options: object, message: RegExp) =>
      assert.throws(
        () => sinkhorn(costs, a, b, { regularisation: 1, ...options }),
        message,
      );
    refuses({ regularisation: "0.05" }, /regularisation.*the text "0.05"/);
    refuses({ regularisation: NaN }, /regularisation.*NaN/);
    refuses(
      { regularisation: 1e-15 },
      /1e-15 is too small for double precision.*exactTransportCost/,
    );
    refuses({ maxIterations: Infinity }, /maxIterations.*Infinity/);
    refuses({ maxIterations: 0.5 }, /maxIterations must be a whole number/);
    refuses({ tolerance: 0 }, /tolerance must be a number in \[1e-13, 1\)/);
    refuses(
      { tolerence: 1e-6 },
      /sinkhorn has no option "tolerence"\. Did you mean "tolerance"/,
    );
  });

  it("refuses costs that are ragged, not finite or not there", () => {
    const refuses = (bad: Parameters<typeof sinkhorn>[0], message: RegExp) =>
      assert.throws(
        () => sinkhorn(bad, [0.5, 0.5], [1], { regularisation: 1 }),
        message,
      );
    refuses([[1], [Infinity]], /costs: row 1, column 0 is Infinity/);
    refuses([[1], [1, 2]], /costs: row 1 has 2 values, row 0 has 1/);
    refuses([], /costs is 0 × 0/);
    refuses(
      { data: new Float32Array(3), rows: 2, columns: 1 },
      /costs holds 3 values, but 2 rows of 1 need 2/,
    );
  });
});
