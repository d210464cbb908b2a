import assert from "node:assert/strict";
import { dot, randomStream } from "../../lib/numerics";
import {
  convergenceBound,
  decomposeWeights,
  predictedLimit,
  logisticGradient,
  logisticLoss,
  smoothnessConstant,
  minimizeLogisticLoss,
  referenceMinimizer,
  separatingDirection,
} from "../../lib/theory";
import {
  assertClose,
  CLOSED_FORM,
  ITERATIVE,
  referenceValues,
} from "../reference-values";

const { X, y, w_star_ref, w_init, w_hat, loss } = referenceValues.theorem;

/** Data that no line through the origin separates, and data that one does. */
const mixed = { X: [[1], [1], [-1]], y: [1, -1, -1] };
const separable = {
  X: [
    [1, 0.2],
    [2, -1],
    [-1, 0.3],
  ],
  y: [1, 1, -1],
};

describe("Theorem 4.1", () => {
  it("finds w*_ref, within W_ref", () => {
    const minimizer = referenceMinimizer(X, y);
    assertClose(minimizer, w_star_ref, ITERATIVE, "w*_ref");
    const { outside } = decomposeWeights(X, minimizer);
    assert.ok(Math.max(...outside.map(Math.abs)) < 1e-13);
  });

  w_init.forEach((initial, k) => {
    it(`gradient descent from initialisation ${k} goes to the limit predicted`, () => {
      const { weights, losses } = minimizeLogisticLoss(X, y, {
        initial,
        iterations: 5000,
      });
      assertClose(weights, w_hat[k], ITERATIVE, "gradient descent");
      assertClose(predictedLimit(X, y, initial), w_hat[k], ITERATIVE, "limit");
      assertClose([losses[5000]], [loss], CLOSED_FORM, "loss");
    });

    it(`the part outside W_ref of initialisation ${k} stays to 1e-12 over all steps`, () => {
      const { outside } = decomposeWeights(X, initial);
      const { trajectory } = minimizeLogisticLoss(X, y, {
        initial,
        iterations: 2000,
        recordEvery: 1,
      });
      assert.equal(trajectory.length, 2001);
      for (const { weights } of trajectory.filter((_, t) => t % 50 === 0))
        decomposeWeights(X, weights).outside.forEach((value, j) =>
          assert.ok(Math.abs(value - outside[j]) < 1e-12),
        );
    });
  });
});

describe("the lemmas behind it", () => {
  const random = randomStream(1, "lemmas test");
  const somewhere = () => Array.from(random.normals(X[0].length));

  it("the gradient lies in W_ref", () => {
    const { outside } = decomposeWeights(
      X,
      logisticGradient(X, y, somewhere()),
    );
    assert.ok(Math.max(...outside.map(Math.abs)) < 1e-14);
  });

  it("the gradient is the loss's, by finite differences", () => {
    const w = somewhere();
    const gradient = logisticGradient(X, y, w);
    w.forEach((_, j) => {
      const moved = (by: number) => w.map((v, k) => (k === j ? v + by : v));
      const difference =
        (logisticLoss(X, y, moved(1e-5)) - logisticLoss(X, y, moved(-1e-5))) /
        2e-5;
      assert.ok(Math.abs(difference - gradient[j]) < 1e-9);
    });
  });

  it("the loss is convex and L-smooth between any two points", () => {
    const L = smoothnessConstant(X);
    for (let trial = 0; trial < 50; trial++) {
      const [a, b] = [somewhere(), somewhere()];
      const step = b.map((v, j) => v - a[j]);
      const tangent =
        logisticLoss(X, y, a) + dot(logisticGradient(X, y, a), step);
      const there = logisticLoss(X, y, b);
      assert.ok(there >= tangent - 1e-12);
      assert.ok(there <= tangent + (L / 2) * dot(step, step) + 1e-12);
    }
  });

  it("the smoothness constant is reached: one example, margin 0", () => {
    assert.equal(smoothnessConstant([[3, 4]]), 25 / 4);
    const wide = Array.from({ length: 4 }, somewhere);
    const tall = [...wide, ...Array.from({ length: 9 }, somewhere)];
    for (const Z of [wide, tall]) {
      // Power iteration as the other way to the largest eigenvalue.
      let v = somewhere();
      for (let k = 0; k < 3000; k++) {
        const next = v.map(() => 0);
        for (const z of Z)
          z.forEach((value, j) => (next[j] += value * dot(z, v)));
        const length = Math.sqrt(dot(next, next));
        v = next.map((value) => value / length);
      }
      const largest = Z.reduce((sum, z) => sum + dot(z, v) ** 2, 0);
      assertClose([smoothnessConstant(Z)], [largest / (4 * Z.length)], 1e-9);
    }
  });

  it("a step of 1/L lowers the loss each time and stays under the bound", () => {
    const initial = w_init[0];
    const { losses, learningRate } = minimizeLogisticLoss(X, y, {
      initial,
      iterations: 300,
    });
    const gap = predictedLimit(X, y, initial).map((v, j) => v - initial[j]);
    const distance = Math.sqrt(dot(gap, gap));
    for (let t = 1; t < losses.length; t++) {
      assert.ok(losses[t] <= losses[t - 1] + 1e-15);
      assert.ok(
        losses[t] - loss <= convergenceBound(distance, learningRate, t),
      );
    }
    assert.equal(learningRate, 1 / smoothnessConstant(X));
  });

  it("a step much too large does not settle", () => {
    const { losses } = minimizeLogisticLoss(mixed.X, mixed.y, {
      learningRate: 60,
      iterations: 500,
    });
    assert.ok(losses[500] > losses[0]);
  });

  it("separable data have no minimiser: the weights grow, the loss falls for ever", () => {
    const { losses, trajectory } = minimizeLogisticLoss(
      separable.X,
      separable.y,
      { iterations: 4000, recordEvery: 1000 },
    );
    assert.ok(losses[4000] < losses[2000] && losses[2000] < losses[1000]);
    const lengths = trajectory.map(({ weights }) => Math.hypot(...weights));
    lengths.slice(1).forEach((length, k) => assert.ok(length > lengths[k]));
    assert.throws(
      () => referenceMinimizer(separable.X, separable.y),
      /linearly separable, so the logistic loss has no minimiser/,
    );
  });

  it("separatingDirection is a certificate, and absent where there is none", () => {
    const direction = separatingDirection(separable.X, separable.y);
    assert.ok(direction);
    separable.X.forEach((x, i) =>
      assert.ok(separable.y[i] * dot(x, direction) > 0),
    );
    assert.equal(separatingDirection(mixed.X, mixed.y), undefined);
    assert.equal(separatingDirection(X, y), undefined);
  });

  it("data separable but for ties have no minimiser either", () =>
    assert.throws(
      () =>
        referenceMinimizer(
          [
            [1, 0],
            [0, 1],
            [0, 1],
          ],
          [1, 1, -1],
        ),
      /but for ties on the boundary/,
    ));

  it("is not fooled by scale: dividing one input by 1e7 multiplies its weight", () => {
    const stream = randomStream(2, "scale test");
    const examples = Array.from({ length: 40 }, () => [
      stream.normal(),
      stream.normal(),
    ]);
    const labels = examples.map(() => (stream.uniform() < 0.5 ? 1 : -1));
    const [a, b] = referenceMinimizer(examples, labels);
    const scaled = examples.map(([u, v]) => [u, v / 1e7]);
    assertClose(referenceMinimizer(scaled, labels), [a, b * 1e7], 1e-6);
  });

  it("knows the minimiser of three examples by hand", () => {
    // Loss in one weight: log(1+e⁻ʷ) twice and log(1+eʷ) once, so σ(w) = 2/3.
    assertClose(referenceMinimizer(mixed.X, mixed.y), [Math.LN2], 1e-12);
  });
});

describe("decomposeWeights", () => {
  it("adds up, and its outside part is orthogonal to every example", () => {
    const { within, outside } = decomposeWeights(X, w_init[1]);
    assertClose(
      within.map((v, j) => v + outside[j]),
      w_init[1],
      1e-12,
    );
    for (const x of X) assert.ok(Math.abs(dot(x, outside)) < 1e-12);
  });
});

describe("minimizeLogisticLoss", () => {
  it("starts from zeros and records first and last step", () => {
    const { losses, trajectory } = minimizeLogisticLoss(X, y, {
      iterations: 7,
      recordEvery: 3,
    });
    assert.equal(losses.length, 8);
    assertClose([losses[0]], [Math.LN2], 1e-12);
    assert.deepEqual(
      trajectory.map(({ iteration }) => iteration),
      [0, 3, 6, 7],
    );
    assert.equal(trajectory[3].loss, losses[7]);
  });

  it("makes the same steps in coordinates of the row space", () => {
    const options = { initial: w_init[1], iterations: 100, recordEvery: 50 };
    const ambient = minimizeLogisticLoss(X, y, options);
    const reduced = minimizeLogisticLoss(X, y, {
      ...options,
      coordinates: "row-space",
    });
    assertClose(reduced.weights, ambient.weights, 1e-12);
    assertClose(reduced.losses, ambient.losses, 1e-12);
    assertClose(
      reduced.trajectory[1].weights,
      ambient.trajectory[1].weights,
      1e-12,
    );
  });

  it("survives margins that overflow a plain exponential", () => {
    const { losses } = minimizeLogisticLoss([[1000], [-1000]], [1, 1], {
      initial: [5],
      iterations: 1,
    });
    assert.equal(losses[0], 2500);
  });

  it("leaves the initial weights as they were", () => {
    const initial = w_init[0].slice();
    minimizeLogisticLoss(X, y, { initial, iterations: 3 });
    assert.deepEqual(initial, w_init[0]);
  });

  it("refuses labels 0 and 1, wrong shapes and options out of range", () => {
    const run = (options: object, labels = y) =>
      minimizeLogisticLoss(X, labels, options);
    assert.throws(
      () =>
        run(
          {},
          y.map((label) => (label + 1) / 2),
        ),
      /is 0; logistic regression here takes labels −1 and 1 \(turn 0 into −1\)/,
    );
    assert.throws(() => run({}, y.slice(1)), /60 rows, but y has 59/);
    assert.throws(() => run({ initial: [1] }), /initial has 1 components/);
    assert.throws(
      () => run({ initial: w_init[0].map(() => NaN) }),
      /component 0 is NaN/,
    );
    assert.throws(
      () => run({ coordinates: "polar" }),
      /option coordinates is "polar"/,
    );
    assert.throws(() => run({ learningRate: -1 }), /learningRate is -1/);
    assert.throws(() => run({ iterations: 2.5 }), /option iterations is 2.5/);
  });
});
