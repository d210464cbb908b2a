import assert from "node:assert/strict";
import { minimizeLbfgs, type Objective } from "../../lib/numerics";

const rosenbrock: Objective = (x, gradient) => {
  const inner = x[1] - x[0] ** 2;
  gradient[0] = -400 * x[0] * inner - 2 * (1 - x[0]);
  gradient[1] = 200 * inner;
  return 100 * inner ** 2 + (1 - x[0]) ** 2;
};

describe("minimizeLbfgs", () => {
  it("finds the end of Rosenbrock's valley", () => {
    const { at, value, converged } = minimizeLbfgs(rosenbrock, [-1.2, 1]);
    assert.ok(converged);
    assert.ok(Math.abs(at[0] - 1) < 1e-8 && Math.abs(at[1] - 1) < 1e-8);
    assert.ok(value < 1e-16);
  });

  it("leaves the start alone and stops at once at a minimum", () => {
    const start = [1, 1];
    const { iterations, converged } = minimizeLbfgs(rosenbrock, start);
    assert.deepEqual([start, iterations, converged], [[1, 1], 0, true]);
  });

  it("says when the steps ran out", () => {
    const { converged, iterations } = minimizeLbfgs(rosenbrock, [-1.2, 1], {
      maxIterations: 3,
    });
    assert.deepEqual([converged, iterations], [false, 3]);
  });
});
