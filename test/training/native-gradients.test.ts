import assert from "node:assert/strict";
import { tf } from "../../lib/training/tensorflow";

const inputs = [-2, -0.3, 0, 0.4, 3, 5.9, 6, 6.1, 9];
const upstream = [1, -2, 3, 4, -5, 6, 7, -8, 9];

describe("native gradients", () => {
  const gradientOf = (f: (x: tf.Tensor) => tf.Tensor) =>
    tf.tidy(() =>
      [
        ...tf.grad(f)(tf.tensor1d(inputs), tf.tensor1d(upstream)).dataSync(),
      ].map((dx) => dx + 0),
    );

  it("pass through ReLU where its input is positive", () => {
    assert.deepEqual(
      gradientOf((x) => tf.relu(x)),
      upstream.map((dy, i) => (inputs[i] > 0 ? dy : 0)),
    );
  });

  it("pass through ReLU6 strictly between 0 and 6", () => {
    assert.deepEqual(
      gradientOf((x) => tf.relu6(x)),
      upstream.map((dy, i) => (inputs[i] > 0 && inputs[i] < 6 ? dy : 0)),
    );
  });
});
