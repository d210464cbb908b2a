import assert from "node:assert/strict";
import { smallCnn } from "../../lib/models/small-cnn";
import { getWeights } from "../../lib/models/weights";
import { tf } from "../../lib/tensorflow/tensorflow";
import type { LossTerm } from "../../lib/training/loss-terms";
import { trainNetwork } from "../../lib/training/train-network";
import { patchImages } from "../images/synthetic-images";

const make = () =>
  smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [4], depth: 1 });
/** One step of plain gradient descent an epoch. */
const descent = {
  optimizer: "sgd",
  momentum: 0,
  weightDecay: 0,
  clipNorm: null,
  schedule: "constant",
  warmup: 0,
  learningRate: 0.1,
  batchSize: 24,
  epochs: 1,
} as const;

describe("loss terms", () => {
  const train = patchImages(24);
  afterEach(() => tf.disposeVariables());

  it("add their gradient: λ/2 ‖w − s‖² moves each weight by −η λ (w − s)", async () => {
    const [plain, held] = [make(), make()];
    const before = getWeights(held);
    const weights = held.trainableWeights.map((weight) => weight.read());
    const start = weights.map((weight) => tf.add(weight, 0.5));
    const nearStart: LossTerm = {
      name: "distance to the start",
      loss: () =>
        tf.mul(
          0.3 / 2,
          tf.addN(
            weights.map((weight, i) =>
              tf.sum(tf.squaredDifference(weight, start[i])),
            ),
          ),
        ),
    };
    const without = await trainNetwork(plain, train, descent);
    const run = await trainNetwork(held, train, descent, {
      lossTerms: [nearStart],
    });
    const [expected, found] = [getWeights(plain), getWeights(held)];
    const count = before.values.reduce((sum, each) => sum + each.length, 0);
    const added = (0.3 / 2) * 0.25 * count;
    assert.ok(
      Math.abs(run.history.losses[0] - without.history.losses[0] - added) <
        1e-4,
    );
    found.values.forEach((values, i) =>
      values.forEach((value, k) => {
        const byHand = expected.values[i][k] + 0.1 * 0.3 * 0.5;
        assert.ok(Math.abs(value - byHand) < 1e-5, `${value} ≠ ${byHand}`);
      }),
    );
    tf.dispose(start);
  });

  it("see the batch that the network has seen", async () => {
    const seen: { shape: number[]; right: boolean; step: number }[] = [];
    const look: LossTerm = {
      name: "look",
      loss: ({ images, logits, labels, indices, step, network }) => {
        const again = network.apply(images, { training: true }) as tf.Tensor;
        const apart = tf.max(tf.abs(tf.sub(again, logits))).dataSync()[0];
        seen.push({
          shape: images.shape,
          right:
            apart === 0 &&
            labels.every((label, i) => label === train.labels[indices[i]]),
          step,
        });
        return tf.scalar(0);
      },
    };
    const options = { lossTerms: [look] };
    await trainNetwork(make(), train, { ...descent, batchSize: 8 }, options);
    assert.deepEqual(
      seen,
      [0, 1, 2].map((step) => ({ shape: [8, 8, 8, 3], right: true, step })),
    );
  });

  it("of value 0 change nothing, and leak no tensor, nor when they fail", async () => {
    const [plain, other] = [make(), make()];
    const zero: LossTerm = {
      name: "zero",
      loss: ({ logits }) => tf.mul(0, tf.sum(logits)),
    };
    await trainNetwork(plain, train, descent);
    const before = tf.memory();
    await trainNetwork(other, train, descent, { lossTerms: [zero, zero] });
    assert.deepEqual(getWeights(other), getWeights(plain));
    const failing: LossTerm = {
      name: "per example",
      loss: ({ logits }) => tf.sum(logits, 1) as unknown as tf.Scalar,
    };
    await assert.rejects(
      trainNetwork(other, train, descent, { lossTerms: [zero, failing] }),
      /lossTerms: the term "per example" gave a tensor of shape \[24\], expected a scalar; take tf\.mean/,
    );
    assert.equal(tf.memory().numTensors, before.numTensors);
    assert.equal(tf.memory().numBytes, before.numBytes);
  });
});
