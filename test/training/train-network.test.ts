import assert from "node:assert/strict";
import { evaluate } from "../../lib/training/evaluate";
import { smallCnn } from "../../lib/models/small-cnn";
import { tf } from "../../lib/tensorflow/tensorflow";
import type { TrainingCheckpoint } from "../../lib/training/training-checkpoint";
import { trainNetwork } from "../../lib/training/train-network";
import { TrainingDivergedError } from "../../lib/training/training-diverged";
import { getWeights, HEAD } from "../../lib/models/weights";
import { patchImages } from "../images/synthetic-images";

const small = (seed = 1) =>
  smallCnn({
    imageShape: [8, 8, 3],
    classes: 4,
    widths: [6, 8],
    depth: 1,
    seed,
  });
const recipe = { epochs: 3, batchSize: 16, learningRate: 0.01 };

describe("trainNetwork", () => {
  const train = patchImages(160);
  const test = patchImages(80, { seed: 2 });
  afterEach(() => tf.disposeVariables());

  it("learns, with either optimiser", async () => {
    for (const [optimizer, rate] of [
      ["adamw", 0.01],
      ["sgd", 0.1],
    ] as const) {
      const network = small();
      const run = await trainNetwork(
        network,
        train,
        { ...recipe, optimizer, learningRate: rate, epochs: 12 },
        { evaluate: { test } },
      );
      assert.ok(run.checkpoints[0].evaluations.test.accuracy > 0.95, optimizer);
      assert.ok(run.history.losses.at(-1)! < run.history.losses[0] / 2);
    }
  });

  it("gives the same weights for the same seed, bit for bit, and others for another", async () => {
    const weightsAfter = async (seed: number) => {
      const network = small();
      await trainNetwork(
        network,
        train,
        { ...recipe, augmentation: { flip: true, shift: 1 } },
        { seed },
      );
      return getWeights(network);
    };
    const first = await weightsAfter(1);
    assert.deepEqual(await weightsAfter(1), first);
    assert.notDeepEqual(await weightsAfter(2), first);
  });

  it("evaluates along the run, at an interval or at given epochs", async () => {
    const told: TrainingCheckpoint[] = [];
    const network = small();
    const run = await trainNetwork(network, train, recipe, {
      every: 0.5,
      evaluate: { test, train },
      keepWeights: true,
      onCheckpoint: (checkpoint) => void told.push(checkpoint),
    });
    assert.deepEqual(
      run.checkpoints.map(({ epoch }) => epoch),
      [0.5, 1, 1.5, 2, 2.5, 3],
    );
    assert.deepEqual(told, run.checkpoints);
    const last = run.checkpoints.at(-1)!;
    assert.deepEqual(last.weights, getWeights(network));
    assert.deepEqual(last.evaluations.test, evaluate(network, test));
    assert.equal(last.evaluations.train.total, 160);
    const mean = run.history.losses.slice(25).reduce((a, b) => a + b, 0) / 5;
    assert.ok(Math.abs(last.loss - mean) < 1e-6);

    const listed = await trainNetwork(small(), train, recipe, {
      every: [0.2, 1.7],
    });
    assert.deepEqual(
      listed.checkpoints.map(({ step }) => step),
      [2, 17, 30],
    );
    assert.equal(listed.checkpoints[0].weights, undefined);
  });

  it("is the same run with and without checkpoints", async () => {
    const [plain, watched] = [small(), small()];
    await trainNetwork(plain, train, recipe);
    await trainNetwork(watched, train, recipe, {
      every: 0.3,
      evaluate: { test },
    });
    assert.deepEqual(getWeights(watched), getWeights(plain));
  });

  it("leaks no tensor", async () => {
    const network = small();
    const before = tf.memory();
    await trainNetwork(network, train, recipe, {
      every: 1,
      evaluate: { test },
    });
    const after = tf.memory();
    assert.equal(after.numTensors, before.numTensors);
    assert.equal(after.numDataBuffers, before.numDataBuffers);
    assert.equal(after.numBytes, before.numBytes);
  });

  it("keeps memory flat over 1,000 steps", async function () {
    this.timeout(60_000);
    const network = small();
    const seen: { tensors: number; bytes: number; resident: number }[] = [];
    await trainNetwork(
      network,
      train,
      { ...recipe, epochs: 600, batchSize: 80 },
      {
        progress: ({ step }) => {
          if (step !== 200 && step !== 1200) return;
          const { numTensors: tensors, numBytes: bytes } = tf.memory();
          const resident = process.memoryUsage.rss();
          seen.push({ tensors, bytes, resident });
        },
      },
    );
    const [early, late] = seen;
    assert.equal(late.tensors, early.tensors);
    assert.equal(late.bytes, early.bytes);
    // One lost activation a step would be 100 MB or more.
    assert.ok(late.resident - early.resident < 40e6);
  });

  it("stops on a signal and keeps what it has", async () => {
    const network = small();
    const controller = new AbortController();
    const run = await trainNetwork(network, train, recipe, {
      signal: controller.signal,
      evaluate: { test },
      progress: ({ step }) => step === 7 && controller.abort(),
    });
    assert.equal(run.steps, 7);
    assert.ok(run.stopped);
    assert.equal(run.history.losses.length, 7);
    assert.deepEqual(
      run.checkpoints.map(({ step }) => step),
      [7],
    );
    assert.deepEqual(
      run.checkpoints[0].evaluations.test,
      evaluate(network, test),
    );
  });

  it("tells its progress", async () => {
    const seen: number[][] = [];
    await trainNetwork(small(), train, recipe, {
      progress: ({ step, steps, imagesPerSecond, secondsLeft }) =>
        void seen.push([step, steps, imagesPerSecond, secondsLeft]),
    });
    assert.equal(seen.length, 30);
    assert.deepEqual(seen.at(-1)!.slice(0, 2), [30, 30]);
    assert.ok(seen.every(([, , rate]) => rate > 0));
    assert.equal(seen.at(-1)![3], 0);
  });

  it("weighs examples and classes", async () => {
    // Half of the labels are wrong; weights of 0 on those make them harmless.
    const labels = train.labels.map((label, i) =>
      i % 8 < 4 ? label : (label + 1) % 4,
    );
    const right = Float32Array.from(labels, (_, i) => (i % 8 < 4 ? 1 : 0));
    const network = small();
    await trainNetwork(
      network,
      { ...train, labels },
      { ...recipe, epochs: 15 },
      { exampleWeights: right },
    );
    assert.ok(evaluate(network, test).accuracy > 0.95);

    const blind = small();
    await trainNetwork(blind, train, {
      ...recipe,
      epochs: 15,
      classWeights: [1, 1, 0, 1],
    });
    assert.ok(!evaluate(blind, test).predictions.includes(2));
  });

  it("leaves frozen layers alone", async () => {
    const network = small();
    network.getLayer("block1_conv1").trainable = false;
    const before = getWeights(network);
    await trainNetwork(network, train, recipe);
    const after = getWeights(network);
    assert.deepEqual(after.values[0], before.values[0]);
    assert.notDeepEqual(after.values[2], before.values[2]);

    for (const layer of network.layers) layer.trainable = false;
    await assert.rejects(
      trainNetwork(network, train, recipe),
      /"small-cnn" has no trainable weights/,
    );
  });

  it("stops at a loss that is no number, back at the last good checkpoint", async () => {
    const network = small();
    let poison = false;
    const failure = await trainNetwork(network, train, recipe, {
      every: 1,
      onCheckpoint: ({ step }) => {
        poison = step === 20;
      },
      keepWeights: true,
      progress: () => {
        if (!poison) return;
        const bias = network.getLayer(HEAD).weights[1];
        bias.write(tf.fill(bias.shape as number[], NaN));
      },
    }).then(
      () => assert.fail("trained on"),
      (error: TrainingDivergedError) => error,
    );
    assert.ok(failure instanceof TrainingDivergedError);
    assert.equal(failure.step, 21);
    assert.ok(failure.learningRate > 0);
    assert.equal(failure.checkpoint!.step, 20);
    assert.deepEqual(getWeights(network), failure.checkpoint!.weights);
    assert.match(failure.message, /diverged at step 21 \(learning rate 0\.00/);
    assert.match(failure.message, /back at the checkpoint after step 20/);
  });

  it("takes no checkpoint of weights that are no numbers", async () => {
    const network = small();
    const before = getWeights(network);
    await assert.rejects(
      trainNetwork(
        network,
        train,
        { ...recipe, epochs: 0.1, learningRate: 1e38, weightDecay: 1e3 },
        { keepWeights: true },
      ),
      /diverged at step 0 .* or a weight is not finite.*initial weights/,
    );
    assert.deepEqual(getWeights(network), before);
  });

  it("is back at its initial weights when it diverges before any checkpoint", async () => {
    const network = small();
    const before = getWeights(network);
    await assert.rejects(
      trainNetwork(network, train, {
        ...recipe,
        optimizer: "sgd",
        learningRate: 1e30,
        clipNorm: null,
      }),
      /back at its initial weights\. Lower recipe\.learningRate/,
    );
    assert.deepEqual(getWeights(network), before);
  });

  it("frees its tensors when it fails", async () => {
    const network = small();
    const before = tf.memory().numTensors;
    await assert.rejects(
      trainNetwork(network, train, recipe, {
        augment: () => {
          throw new Error("from the hook");
        },
      }),
      /from the hook/,
    );
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses an empty class, unless told otherwise", async () => {
    const two = patchImages(40, { classes: 2 });
    await assert.rejects(
      trainNetwork(small(), two, recipe),
      /training set: no example of class 2, 3 of 4\. .*allowEmptyClasses: true/,
    );
    await trainNetwork(small(), two, recipe, { allowEmptyClasses: true });
  });

  it("refuses weights that fit neither classes nor examples, and sets of another shape", async () => {
    const attempt = (partial: object, options: object) =>
      trainNetwork(small(), train, { ...recipe, ...partial }, options);
    await assert.rejects(
      attempt({ classWeights: [1, 2] }, {}),
      /recipe\.classWeights has 2 weights, the network "small-cnn" 4 classes/,
    );
    await assert.rejects(
      attempt({}, { exampleWeights: [1] }),
      /1 weights for 160 training images/,
    );
    const weights = new Float32Array(160);
    weights[5] = -1;
    await assert.rejects(
      attempt({}, { exampleWeights: weights }),
      /weight 5 is -1, expected a number ≥ 0/,
    );
    await assert.rejects(
      attempt({}, { evaluate: { shifted: patchImages(4, { size: 6 }) } }),
      /shifted: images of 6×6×3/,
    );
    await assert.rejects(attempt({}, { every: 0 }), /every is 0/);
  });
});
