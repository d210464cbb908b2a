import assert from "node:assert/strict";
import { mlp } from "../../lib/models/mlp";
import { smallCnn } from "../../lib/models/small-cnn";
import { tf } from "../../lib/tensorflow/tensorflow";
import { getWeights } from "../../lib/models/weights";

describe("networks", () => {
  afterEach(() => tf.disposeVariables());

  it("smallCnn is convolution, ReLU and max-pooling, block by block", () => {
    const network = smallCnn({
      imageShape: [6, 6, 1],
      classes: 3,
      widths: [4, 5],
      depth: 2,
      seed: 4,
    });
    const { values, layout } = getWeights(network);
    tf.tidy(() => {
      const weight = (name: string) => {
        const i = layout.findIndex((each) => each.name === name);
        return tf.tensor(values[i], layout[i].shape);
      };
      const pixels = tf
        .range(0, 2 * 36)
        .reshape([2, 6, 6, 1])
        .mul(3.5);
      let x = pixels.div(127.5).sub(1) as tf.Tensor4D;
      for (const [block, pool] of [
        [1, true],
        [2, false],
      ]) {
        for (const i of [1, 2]) {
          const name = `block${block}_conv${i}`;
          const kernel = weight(`${name}/kernel`) as tf.Tensor4D;
          x = tf.conv2d(x, kernel, 1, "same").add(weight(`${name}/bias`));
          x = tf.relu(x);
        }
        if (pool) x = tf.maxPool(x, 2, 2, "same");
      }
      const logits = x.mean([1, 2]).matMul(weight("head/kernel"));
      const found = network.predict(pixels) as tf.Tensor;
      const difference = found.sub(logits).abs().max().dataSync()[0];
      assert.ok(difference < 1e-5, String(difference));
      assert.ok(logits.abs().max().dataSync()[0] > 0.01);
    });
  });

  it("come in several widths and depths", () => {
    const count = (network: tf.LayersModel) => network.countParams();
    assert.equal(
      count(smallCnn({ widths: [8], depth: 1, classes: 2 })),
      3 * 9 * 8 + 8 + 8 * 2 + 2,
    );
    assert.equal(
      count(mlp({ imageShape: [4, 4, 1], widths: [10, 6], classes: 2 })),
      16 * 10 + 10 + 10 * 6 + 6 + 6 * 2 + 2,
    );
    assert.deepEqual(
      smallCnn({ widths: [8, 16, 32, 64] }).getLayer("features").outputShape,
      [null, 64],
    );
  });

  it("refuse widths and depths that are none", () => {
    assert.throws(() => smallCnn({ depth: 0 }), /depth is 0, expected/);
    assert.throws(() => smallCnn({ widths: [8, 0] }), /above 0, got 0/);
    assert.throws(() => mlp({ widths: [] }), /got no width/);
    assert.throws(() => mlp({ widths: [2.5] }), /got 2\.5/);
  });
});
