import assert from "node:assert/strict";
import { convolution } from "../../lib/tensorflow/convolution";
import { tf } from "../../lib/tensorflow/tensorflow";

describe("convolution", () => {
  afterEach(() => tf.disposeVariables());

  /** One layer with random weights and one input. */
  function make(options: { depthwise?: boolean; strides?: number }) {
    const layer = convolution({
      name: "layer",
      kernelSize: 3,
      ...(options.depthwise ? {} : { filters: 4 }),
      ...options,
    });
    layer.build([null, 5, 5, 3]);
    tf.tidy(() => {
      for (const weight of layer.weights) {
        const positive = weight.originalName.endsWith("variance");
        weight.write(
          tf.randomUniform(
            weight.shape as number[],
            positive ? 0.5 : -1,
            1,
            "float32",
            7,
          ),
        );
      }
    });
    const x = tf.randomUniform(
      [2, 5, 5, 3],
      -2,
      2,
      "float32",
      8,
    ) as tf.Tensor4D;
    return { layer, x };
  }
  const largest = (a: tf.Tensor, b: tf.Tensor) =>
    tf.tidy(() => a.sub(b).abs().max().dataSync()[0]);

  for (const options of [{}, { depthwise: true }, { strides: 2 }]) {
    it(`normalises by its averages in evaluation: ${JSON.stringify(options)}`, () => {
      const { layer, x } = make(options);
      tf.tidy(() => {
        const [kernel, gamma, beta, mean, variance] = layer.weights.map(
          (weight) => weight.read(),
        );
        const convolve =
          "depthwise" in options ? tf.depthwiseConv2d : tf.conv2d;
        const { strides = 1 } = options as { strides?: number };
        const wanted = convolve(x, kernel as tf.Tensor4D, strides, "same")
          .sub(mean)
          .div(variance.add(1e-3).sqrt())
          .mul(gamma)
          .add(beta)
          .clipByValue(0, 6);
        assert.ok(largest(layer.apply(x) as tf.Tensor, wanted) < 1e-4);
      });
    });
  }

  it("normalises by the batch in training, and moves its averages a tenth of the way", () => {
    const { layer, x } = make({});
    tf.tidy(() => {
      const [kernel, gamma, beta, mean, variance] = layer.weights.map(
        (weight) => weight.read().clone(),
      );
      const convolved = tf.conv2d(x, kernel as tf.Tensor4D, 1, "same");
      const batch = tf.moments(convolved, [0, 1, 2]);
      const output = layer.apply(x, { training: true }) as tf.Tensor;
      const wanted = convolved
        .sub(batch.mean)
        .div(batch.variance.add(1e-3).sqrt())
        .mul(gamma)
        .add(beta)
        .clipByValue(0, 6);
      assert.ok(largest(output, wanted) < 1e-4);
      const [, , , movedMean, movedVariance] = layer.weights.map((weight) =>
        weight.read(),
      );
      const unbiased = batch.variance.mul(50 / 49);
      const tenth = (from: tf.Tensor, to: tf.Tensor) =>
        from.mul(0.9).add(to.mul(0.1));
      assert.ok(largest(movedMean, tenth(mean, batch.mean)) < 1e-5);
      assert.ok(largest(movedVariance, tenth(variance, unbiased)) < 1e-5);
    });
  });

  it("leaves its averages alone where it is frozen, in training too", () => {
    const { layer, x } = make({});
    layer.trainable = false;
    tf.tidy(() => {
      const before = layer.weights[3].read().clone();
      const training = layer.apply(x, { training: true }) as tf.Tensor;
      assert.equal(largest(layer.weights[3].read(), before), 0);
      assert.ok(largest(training, layer.apply(x) as tf.Tensor) < 1e-4);
    });
  });
});
