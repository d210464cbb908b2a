import assert from "node:assert/strict";
import { randomStream } from "../../lib/numerics";
import {
  batchNormByAverages,
  batchNormTraining,
} from "../../lib/tensorflow/batch-norm";
import { tf } from "../../lib/tensorflow/tensorflow";

type Function = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Values between −2 and 2, all different, so that maxima are unique. */
function distinct(shape: number[], seed = 1): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const order = randomStream(seed, "distinct").permutation(size);
  return tf.tensor(
    Array.from(order, (rank) => (4 * rank) / size - 2),
    shape,
  );
}

/** Largest difference relative to the largest value. */
function difference(found: tf.Tensor, wanted: tf.Tensor): number {
  assert.deepEqual(found.shape, wanted.shape);
  return tf.tidy(() => {
    const scale = wanted.abs().max().dataSync()[0] + 1e-12;
    return found.sub(wanted).abs().max().dataSync()[0] / scale;
  });
}

/** Checks all gradients of `fast` against those of a formula in operations that keep tfjs's own gradients. */
function assertGradients(
  fast: Function,
  formula: Function,
  inputs: tf.Tensor[],
) {
  tf.tidy(() => {
    const dy = distinct(fast(...inputs).shape, 7);
    const found = tf.valueAndGrads(fast)(inputs, dy);
    const wanted = tf.valueAndGrads(formula)(inputs, dy);
    assert.ok(difference(found.value, wanted.value) < 1e-5);
    inputs.forEach((_, i) => {
      const off = difference(found.grads[i], wanted.grads[i]);
      assert.ok(off < 1e-4, `gradient ${i} is off by ${off}`);
    });
  });
}

/** Checks the gradients of a weighted sum of `fast` against central differences at some positions. */
function assertFiniteDifferences(fast: Function, inputs: tf.Tensor[]) {
  tf.tidy(() => {
    const weights = distinct(fast(...inputs).shape, 7);
    const loss = (...values: tf.Tensor[]) =>
      tf.sum(tf.mul(fast(...values), weights));
    const gradients = tf.grads(loss)(inputs);
    inputs.forEach((input, i) => {
      const values = input.dataSync();
      const gradient = gradients[i].dataSync();
      const scale = Math.max(...gradient.map(Math.abs));
      for (let k = 0; k < values.length; k += Math.ceil(values.length / 7)) {
        const at = (step: number) => {
          const moved = Float32Array.from(values);
          moved[k] += step;
          const changed = [...inputs];
          changed[i] = tf.tensor(moved, input.shape);
          return loss(...changed).dataSync()[0];
        };
        const slope = (at(1e-2) - at(-1e-2)) / 2e-2;
        assert.ok(
          Math.abs(slope - gradient[k]) < 0.01 * scale,
          `input ${i}, value ${k}: ${gradient[k]}, differences say ${slope}`,
        );
      }
    });
  });
}

describe("native gradients", () => {
  const inputs = [-2, -0.3, 0, 0.4, 3, 5.9, 6, 6.1, 9];
  const upstream = [1, -2, 3, 4, -5, 6, 7, -8, 9];
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

  it("sum over all but channels for a bias, and broadcast as before elsewhere", () => {
    const viaProduct: Function = (a, b) => tf.sub(a, tf.mul(b, -1));
    for (const [a, b] of [
      [[2, 3, 3, 4], [4]],
      [[5, 4], [4]],
      [[2, 3, 4], [4]],
      [
        [2, 3],
        [3, 1, 1],
      ],
      [[4], [4]],
      [[4], [2, 4]],
      [[3, 4], [1]],
    ]) {
      tf.tidy(() =>
        assertGradients((x, y) => tf.add(x, y), viaProduct, [
          distinct(a),
          distinct(b, 2),
        ]),
      );
    }
  });

  it("spread over what was averaged", () => {
    tf.tidy(() => {
      const x = distinct([2, 3, 4, 5]);
      for (const axes of [[1, 2], [3], [0, 1, 2], [0, 1, 2, 3]]) {
        const count = axes.reduce((all, axis) => all * x.shape[axis], 1);
        assertGradients(
          (input) => tf.mean(input, axes),
          (input) => tf.sum(input.mul(1 / count), axes),
          [x],
        );
      }
    });
  });

  it("reach the maximum of each pooling window", () => {
    const shape: [number, number, number, number] = [3, 6, 6, 4];
    tf.tidy(() => {
      const x = distinct(shape) as tf.Tensor4D;
      for (const [size, strides, pad] of [
        [2, 2, "valid"],
        [2, 2, "same"],
        [3, 2, "same"],
        [3, 1, "valid"],
      ] as const) {
        assertFiniteDifferences(
          (input) => tf.maxPool(input as tf.Tensor4D, size, strides, pad),
          [x],
        );
      }
      // Two by two windows, in operations that have other gradients.
      const byReshape: Function = (input) =>
        input
          .reshape([3, 3, 2, 3, 2, 4])
          .transpose([0, 1, 3, 5, 2, 4])
          .reshape([3, 3, 3, 4, 4])
          .max(4);
      assertGradients(
        (input) => tf.maxPool(input as tf.Tensor4D, 2, 2, "valid"),
        byReshape,
        [x],
      );
    });
  });

  it("give each window's gradient to one of equal maxima only", () => {
    const total = tf.tidy(() => {
      const x = tf.ones([1, 4, 4, 2]) as tf.Tensor4D;
      return tf
        .grad((input) => tf.maxPool(input as tf.Tensor4D, 2, 2, "valid"))(x)
        .sum()
        .dataSync()[0];
    });
    assert.equal(total, 8);
  });

  for (const [side, size, strides] of [
    [8, 3, 1],
    [9, 3, 2],
    [2, 3, 1],
    [8, 5, 1],
    [7, 5, 2],
    [2, 5, 1],
  ]) {
    it(`of depthwise ${size}×${size} filters, stride ${strides}, on ${side}×${side}, agree with a plain convolution's`, () => {
      const channels = 4;
      const depthwise: Function = (x, filter) =>
        tf.depthwiseConv2d(
          x as tf.Tensor4D,
          filter as tf.Tensor4D,
          strides,
          "same",
        );
      // The same as a full convolution whose filter is diagonal in its channels.
      const full: Function = (x, filter) =>
        tf.conv2d(
          x as tf.Tensor4D,
          tf.mul(filter, tf.eye(channels)) as tf.Tensor4D,
          strides,
          "same",
        );
      tf.tidy(() =>
        assertGradients(depthwise, full, [
          distinct([3, side, side, channels]),
          distinct([size, size, channels, 1], 2),
        ]),
      );
    });
  }
});

describe("batch normalisation", () => {
  const shape = [4, 3, 3, 5];
  const scaling = () => [distinct(shape), distinct([5], 2), distinct([5], 3)];

  // Averages of 1, of which three quarters stay.
  const byBatch = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
    const averages = { mean: tf.ones([5]), variance: tf.ones([5]) };
    const options = { epsilon: 1e-3, momentum: 0.75 };
    return batchNormTraining({ x, scale, offset, ...averages }, options);
  };

  it("by the batch: output and gradients of the formula", () => {
    const formula: Function = (x, scale, offset) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return x
        .sub(mean)
        .mul(tf.rsqrt(variance.add(1e-3)))
        .mul(scale)
        .sub(offset.neg());
    };
    tf.tidy(() =>
      assertGradients(
        (x, scale, offset) => byBatch(x, scale, offset)[0],
        formula,
        scaling(),
      ),
    );
  });

  it("by the batch: moves averages towards mean and unbiased variance", () => {
    tf.tidy(() => {
      const [x, scale, offset] = scaling();
      const [, ...averages] = byBatch(x, scale, offset);
      const [mean, variance] = averages.map((each) => each.sub(0.75).mul(4));
      const moments = tf.moments(x, [0, 1, 2]);
      const n = 4 * 3 * 3;
      assert.ok(difference(mean, moments.mean) < 1e-5);
      assert.ok(difference(variance, moments.variance.mul(n / (n - 1))) < 1e-5);
    });
  });

  it("by given averages: output and gradients of the formula", () => {
    tf.tidy(() => {
      const mean = distinct([5], 4) as tf.Tensor1D;
      const variance = distinct([5], 5).square().add(0.5) as tf.Tensor1D;
      assertGradients(
        (x, scale, offset) =>
          batchNormByAverages(x, mean, variance, offset, scale, 1e-3),
        (x, scale, offset) =>
          x
            .sub(mean)
            .mul(tf.rsqrt(variance.add(1e-3)))
            .mul(scale)
            .sub(offset.neg()),
        scaling(),
      );
    });
  });

  it("agrees with finite differences", () => {
    tf.tidy(() =>
      assertFiniteDifferences(
        (x, scale, offset) => byBatch(x, scale, offset)[0],
        scaling(),
      ),
    );
  });
});
