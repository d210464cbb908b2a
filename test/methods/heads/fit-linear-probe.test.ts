import assert from "node:assert/strict";
import { fitLinearProbe } from "../../../lib/methods";
import { fitMultinomialLogistic } from "../../../lib/numerics";
import { tf } from "../../../lib/tensorflow/tensorflow";
import { clouds } from "./clouds";

describe("fitLinearProbe", () => {
  it("finds the minimiser that double precision finds", () => {
    const { features, labels, rows } = clouds(120, 0.5);
    const probe = fitLinearProbe(features, labels, { l2s: [0.01] });
    const exact = fitMultinomialLogistic(rows, labels, { l2: 0.01 });
    assert.ok(
      Math.abs(probe.loss - exact.loss) < 1e-6,
      `${probe.loss} ${exact.loss}`,
    );
    exact.weights.forEach((weights, c) =>
      weights.forEach((weight, j) =>
        assert.ok(Math.abs(probe.kernel[3 * j + c] - weight) < 1e-3),
      ),
    );
    assert.deepEqual(probe.sweep, []);
  });

  it("chooses the penalty by held-out accuracy", () => {
    const { features, labels } = clouds(300, 0.9);
    const l2s = [1e-4, 1e-2, 1e6];
    const probe = fitLinearProbe(features, labels, { l2s, heldOut: 0.3 });
    assert.deepEqual(
      probe.sweep.map(({ l2 }) => l2),
      l2s,
    );
    const best = Math.max(...probe.sweep.map(({ accuracy }) => accuracy));
    const chosen = probe.sweep.find(({ l2 }) => l2 === probe.l2)!;
    assert.equal(chosen.accuracy, best);
    assert.notEqual(probe.l2, 1e6);
    assert.deepEqual(
      fitLinearProbe(features, labels, { l2s, heldOut: 0.3 }),
      probe,
    );
  });

  it("leaks no tensor", () => {
    const { features, labels } = clouds(60, 0.5);
    const before = tf.memory().numTensors;
    fitLinearProbe(features, labels, { l2s: [1, 0.1] });
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses an empty class, unequal lengths and bad options", () => {
    const { features, labels } = clouds(60, 0.5);
    assert.throws(
      () => fitLinearProbe(features, labels, { classes: 4 }),
      /features: no example of class 3 of 4/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels.subarray(1)),
      /features to fit: 59 labels for 60 images/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels, { l2s: [-1] }),
      /got -1/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels, { l2s: [] }),
      /got none/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels, { heldOut: 1 }),
      /heldOut is 1, expected a fraction between 0 and 1/,
    );
  });
});
