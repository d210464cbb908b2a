import assert from "node:assert/strict";
import { evaluate, predictOutputs } from "../../lib/training/evaluate";
import { trainNetwork } from "../../lib/training/train-network";
import { extractFeatures } from "../../lib/training/features";
import { getWeights, setWeights } from "../../lib/models/weights";
import { mlp } from "../../lib/models/mlp";
import { tf } from "../../lib/tensorflow/tensorflow";
import { patchImages } from "../images/synthetic-images";

describe("evaluate", () => {
  const set = patchImages(50);
  let network: tf.LayersModel;
  before(() => {
    network = mlp({
      imageShape: [8, 8, 3],
      classes: 4,
      widths: [5],
      seed: 3,
    });
  });
  after(() => network.dispose());

  it("agrees with tfjs's own prediction, whatever the batch size", () => {
    const logits = tf.tidy(() =>
      (
        network.predict(
          tf.tensor(Array.from(set.images), set.shape),
        ) as tf.Tensor2D
      ).arraySync(),
    );
    for (const batchSize of [7, 50, 1000]) {
      const { predictions, correct, total, accuracy, loss } = evaluate(
        network,
        set,
        { batchSize },
      );
      const wanted = logits.map((row) => row.indexOf(Math.max(...row)));
      assert.deepEqual([...predictions], wanted);
      assert.equal(total, 50);
      assert.equal(
        correct,
        wanted.filter((c, i) => c === set.labels[i]).length,
      );
      assert.equal(accuracy, correct / 50);
      const losses = logits.map(
        (row, i) =>
          Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) -
          row[set.labels[i]],
      );
      const mean = losses.reduce((sum, each) => sum + each, 0) / 50;
      assert.ok(Math.abs(loss - mean) < 1e-5);
    }
  });

  it("and training refuse to begin with weights that are not finite, and do not blame the learning rate", async () => {
    const broken = mlp({ imageShape: [8, 8, 3], classes: 4, widths: [5] });
    const weights = getWeights(broken);
    weights.values[0][1] = NaN;
    setWeights(broken, weights);
    await assert.rejects(
      trainNetwork(broken, set, { epochs: 1 }),
      new RegExp(
        `"mlp" cannot be trained on\\. Its weight ${weights.layout[0].name} has the value NaN at position 1: load or train it again`,
      ),
    );
    broken.dispose();
  });

  it("refuses a network with weights that are not finite, naming the weight and leaking no tensor", () => {
    const broken = mlp({
      imageShape: [8, 8, 3],
      classes: 4,
      widths: [5],
      seed: 3,
    });
    const weights = getWeights(broken);
    const last = weights.layout.length - 1;
    for (const value of [NaN, Infinity, -Infinity]) {
      weights.values[last][2] = value;
      setWeights(broken, weights);
      const tensors = tf.memory().numTensors;
      const message = new RegExp(
        `The network "mlp" gives image 0 of 50 an output of ${value}\\. Its weight ${weights.layout[last].name} has the value ${value} at position 2`,
      );
      assert.throws(() => evaluate(broken, set), message);
      assert.throws(() => predictOutputs(broken, set), message);
      assert.equal(tf.memory().numTensors, tensors);
    }
    weights.values[last][2] = 0;
    weights.values[0].fill(NaN);
    setWeights(broken, weights);
    assert.throws(
      () => extractFeatures(broken, set),
      new RegExp(`Its weight ${weights.layout[0].name} has the value NaN`),
    );
    weights.values[0].fill(3e38);
    setWeights(broken, weights);
    assert.throws(
      () => evaluate(broken, set),
      /All its weights are finite, so the activations overflow/,
    );
    broken.dispose();
  });

  it("leaks no tensor", () => {
    const before = tf.memory().numTensors;
    evaluate(network, set);
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses images of another shape", () => {
    assert.throws(
      () => evaluate(network, patchImages(4, { size: 6 }), { name: "shifted" }),
      /shifted: images of 6×6×3 .* but the network "mlp" takes 8×8×3\. Build it with imageShape: \[6, 6, 3\]/,
    );
    assert.throws(
      () => evaluate(network, patchImages(4, { channels: 1 })),
      /images of 8×8×1/,
    );
  });

  it("refuses labels out of range, missing labels, missing pixels and no images", () => {
    const stray = patchImages(4);
    stray.labels[2] = 4;
    assert.throws(
      () => evaluate(network, stray),
      /label 2 is 4, .* classes 0 to 3/,
    );
    assert.throws(
      () => evaluate(network, { ...set, labels: set.labels.subarray(1) }),
      /49 labels for 50 images/,
    );
    assert.throws(
      () => evaluate(network, { ...set, images: set.images.subarray(1) }),
      /9599 pixel values do not make shape \[50, 8, 8, 3\]/,
    );
    assert.throws(
      () =>
        evaluate(network, {
          images: new Uint8Array(0),
          labels: new Uint8Array(0),
          shape: [0, 8, 8, 3],
        }),
      /holds no images/,
    );
  });
});
