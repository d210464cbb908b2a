import assert from "node:assert/strict";
import { groupDro } from "../../../lib/methods";
import { groupsOfSizes } from "./groups";

const groups = groupsOfSizes(9, 1);
const everyone = Int32Array.from({ length: 10 }, (_, i) => i);
const labels = new Uint8Array(10);

/** Losses (θ − 0)² of the large group's examples and (θ − 2)² of the small one's. */
const lossesAt = (theta: number) =>
  Float32Array.from(everyone, (i) => (theta - 2 * groups.of[i]) ** 2);

/** Gradient descent on the mean of weighted losses, θ from 0. */
function descended(
  weighted: (losses: Float32Array) => ArrayLike<number>,
): number {
  let theta = 0;
  for (let step = 0; step < 4000; step++) {
    const weights = weighted(lossesAt(theta));
    const gradient = Array.from(
      everyone,
      (i) => weights[i] * 2 * (theta - 2 * groups.of[i]),
    );
    theta -= 0.01 * (gradient.reduce((a, b) => a + b) / 10);
  }
  return theta;
}

describe("groupDro", () => {
  it("finds the minimax of a convex problem, where the mean loss ends near the large group", () => {
    const { weigh, weights } = groupDro(groups, { stepSize: 0.01 });
    const robust = descended((losses) =>
      weigh({ losses, labels, indices: everyone }),
    );
    // max(θ², (θ − 2)²) is least at θ = 1, where either group weighs a half.
    assert.ok(Math.abs(robust - 1) < 0.01, `${robust}`);
    weights.forEach((weight) =>
      assert.ok(Math.abs(weight - 0.5) < 0.01, `${weight}`),
    );
    const mean = descended((losses) => losses.map(() => 1));
    assert.ok(Math.abs(mean - 0.2) < 1e-6, `${mean}`);
  });

  it("turns to the worse group by an exponentiated gradient step, and keeps weights that sum to one", () => {
    const { weigh, weights } = groupDro(groups, { stepSize: 0.5 });
    const losses = Float32Array.from(everyone, (i) => (groups.of[i] ? 3 : 1));
    const each = weigh({ losses, labels, indices: everyone });
    const [large, small] = [Math.exp(0.5), Math.exp(1.5)];
    assert.ok(Math.abs(weights[1] - small / (small + large)) < 1e-9);
    assert.ok(Math.abs(weights[0] + weights[1] - 1) < 1e-12);
    // The weighted mean is Σ q · mean loss of the group.
    const mean = Array.from(each).reduce(
      (sum, weight, i) => sum + (weight * losses[i]) / 10,
      0,
    );
    assert.ok(Math.abs(mean - (weights[0] * 1 + weights[1] * 3)) < 1e-5);
  });

  it("leaves groups that a batch lacks as they are beside each other, and stays finite", () => {
    const three = groupsOfSizes(2, 2, 2);
    const { weigh, weights } = groupDro(three, { stepSize: 1 });
    weigh({
      losses: Float32Array.from([1000, 1000]),
      labels,
      indices: Int32Array.from([0, 1]),
    });
    assert.ok(weights.every(Number.isFinite));
    assert.equal(weights[1], weights[2]);
    assert.ok(weights[0] > 0.99);
  });

  it("refuses a step size of nothing", () => {
    assert.throws(() => groupDro(groups, { stepSize: 0 }), /stepSize is 0/);
  });
});
