import assert from "node:assert/strict";
import { residualCnn } from "../../lib/models/residual-cnn";
import { evaluate } from "../../lib/training/evaluate";
import { tf } from "../../lib/tensorflow/tensorflow";
import { trainNetwork } from "../../lib/training/train-network";
import { getWeights } from "../../lib/models/weights";
import { randomStream } from "../../lib/numerics";

const trainable = (network: tf.LayersModel) =>
  network.trainableWeights.reduce(
    (sum, { shape }) =>
      sum + (shape as number[]).reduce((product, size) => product * size, 1),
    0,
  );

describe("residualCnn", () => {
  afterEach(() => tf.disposeVariables());

  it("has as many trained weights as the same network in PyTorch", () => {
    // sum(p.numel() for p in network.parameters()) of bench/peers/training.py's ResidualCnn
    assert.equal(trainable(residualCnn()), 308_650);
  });

  it("halves the resolution at each stage after the first", () => {
    const network = residualCnn({
      imageShape: [20, 20, 1],
      widths: [4, 6, 8],
      depth: 2,
      classes: 3,
    });
    const shape = (name: string) => network.getLayer(name).outputShape;
    assert.deepEqual(shape("stage1_block2"), [null, 20, 20, 4]);
    assert.deepEqual(shape("stage2_block2"), [null, 10, 10, 6]);
    assert.deepEqual(shape("stage3_block2"), [null, 5, 5, 8]);
    assert.deepEqual(shape("features"), [null, 8]);
    assert.deepEqual(network.outputs[0].shape, [null, 3]);
  });

  it("is convolutions with their input added", () => {
    const network = residualCnn({
      imageShape: [6, 6, 1],
      classes: 3,
      widths: [4, 5],
      seed: 2,
    });
    const { values, layout } = getWeights(network);
    tf.tidy(() => {
      const weight = (name: string) => {
        const i = layout.findIndex((each) => each.name === name);
        return tf.tensor<tf.Rank.R4>(
          values[i],
          layout[i].shape as [number, number, number, number],
        );
      };
      // Fresh running averages: mean 0, variance 1, ε 1e-3.
      const convolve = (x: tf.Tensor4D, name: string, strides = 1) =>
        tf
          .conv2d(x, weight(`${name}/kernel`), strides, "same")
          .div(Math.sqrt(1.001)) as unknown as tf.Tensor4D;
      const pixels = tf
        .range(0, 2 * 36)
        .reshape([2, 6, 6, 1])
        .mul(3.5);
      let x = tf.relu(
        convolve(pixels.div(127.5).sub(1) as tf.Tensor4D, "stem"),
      );
      for (const stage of [1, 2]) {
        const name = `stage${stage}_block1`;
        const inner = tf.relu(convolve(x, `${name}_conv1`, stage));
        const shortcut =
          stage === 1 ? x : convolve(x, `${name}_shortcut`, stage);
        x = tf.relu(
          convolve(inner, `${name}_conv2`).add<tf.Tensor4D>(shortcut),
        );
      }
      const logits = x.mean([1, 2]).matMul(weight("head/kernel"));
      const found = network.predict(pixels) as tf.Tensor;
      const difference = found.sub(logits).abs().max().dataSync()[0];
      assert.ok(difference < 1e-5, String(difference));
      assert.ok(logits.abs().max().dataSync()[0] > 0.01);
    });
  });

  it("learns which half of a noisy picture is brighter", async () => {
    const random = randomStream(5, "halves");
    const count = 256;
    const side = 8;
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
    const images = Uint8Array.from({ length: count * side * side }, (_, at) => {
      const x = at % side;
      const bright =
        x < side / 2 === (labels[Math.floor(at / side ** 2)] === 0);
      return random.integer(150) + (bright ? 60 : 0);
    });
    const set = {
      images,
      labels,
      shape: [count, side, side, 1] as [number, number, number, number],
    };
    const network = residualCnn({
      imageShape: [side, side, 1],
      widths: [4, 8],
      classes: 2,
      seed: 3,
    });
    assert.ok(evaluate(network, set).accuracy < 0.75);
    const recipe = { epochs: 12, batchSize: 32, learningRate: 1e-2 };
    await trainNetwork(network, set, recipe, { seed: 1 });
    assert.ok(evaluate(network, set).accuracy > 0.9);
  });

  it("refuses widths and depths that are none", () => {
    assert.throws(() => residualCnn({ widths: [8, 0] }), /above 0, got 0/);
    assert.throws(() => residualCnn({ depth: 1.5 }), /depth is 1\.5, expected/);
  });
});
