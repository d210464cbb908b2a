import assert from "node:assert/strict";
import { diagonalFisher } from "../../lib/methods/diagonal-fisher";
import { smallCnn } from "../../lib/models/small-cnn";
import { tf } from "../../lib/tensorflow/tensorflow";
import { predictOutputs } from "../../lib/training/evaluate";
import { patchImages } from "../images/synthetic-images";

describe("diagonalFisher", () => {
  afterEach(() => tf.disposeVariables());
  const make = () =>
    smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [6], depth: 1 });
  const set = patchImages(1200, { seed: 3 });

  it("of the head's bias is the mean of p (1 − p), whatever the batch size", () => {
    const network = make();
    const logits = predictOutputs(network, set);
    const expected = [0, 0, 0, 0];
    for (let i = 0; i < logits.length; i += 4) {
      const row = Array.from(logits.subarray(i, i + 4), Math.exp);
      const sum = row.reduce((a, b) => a + b);
      row.forEach((power, c) => {
        expected[c] += ((power / sum) * (1 - power / sum)) / 1200;
      });
    }
    for (const batchSize of [4, 12]) {
      const { information } = diagonalFisher(network, set, { batchSize });
      // A squared score varies by about as much as its mean: 0.35 is more than two standard errors of 100 batches.
      information
        .at(-1)!
        .dataSync()
        .forEach((value, c) =>
          assert.ok(
            Math.abs(value / expected[c] - 1) < 0.35,
            `${batchSize}: ${value} ${expected[c]}`,
          ),
        );
      tf.dispose(information);
    }
  });

  it("is of each trainable weight, repeats, and leaks nothing", () => {
    const network = make();
    const few = patchImages(20);
    const first = diagonalFisher(network, few, { seed: 2 });
    assert.deepEqual(
      first.information.map(({ shape }) => shape),
      network.trainableWeights.map(({ shape }) => shape),
    );
    assert.ok(
      first.information.every((tensor) =>
        tensor.dataSync().every((f) => f >= 0),
      ),
    );
    const before = tf.memory().numTensors;
    const again = diagonalFisher(network, few, { seed: 2 });
    again.information.forEach((tensor, i) =>
      assert.deepEqual(tensor.dataSync(), first.information[i].dataSync()),
    );
    tf.dispose(again.information);
    assert.equal(tf.memory().numTensors, before);
    tf.dispose(first.information);
  });

  it("refuses images that do not fit", () => {
    assert.throws(
      () => diagonalFisher(make(), patchImages(4, { size: 6 })),
      /Fisher information/,
    );
  });
});
