import assert from "node:assert/strict";
import { evaluate } from "../../lib/training/evaluate";
import { fineTune, type FineTuneOptions } from "../../lib/methods/fine-tune";
import { fineTuningStrategies } from "../../lib/methods/method-names";
import { smallCnn } from "../../lib/models/small-cnn";
import { tf } from "../../lib/tensorflow/tensorflow";
import { trainNetwork } from "../../lib/training/train-network";
import {
  getWeights,
  HEAD,
  setWeights,
  type NetworkWeights,
} from "../../lib/models/weights";
import { patchImages } from "../images/synthetic-images";

const make = (seed: number, classes = 4) =>
  smallCnn({ imageShape: [8, 8, 3], classes, widths: [6, 8], depth: 1, seed });

describe("fineTune", () => {
  const train = patchImages(96, { seed: 3 });
  const test = patchImages(48, { seed: 4 });
  const recipe = { epochs: 2, batchSize: 16, learningRate: 3e-3 };
  let pretrained: NetworkWeights;

  before(async () => {
    const network = make(1, 2);
    await trainNetwork(network, patchImages(160, { classes: 2 }), {
      ...recipe,
      epochs: 6,
      learningRate: 0.01,
    });
    pretrained = getWeights(network);
    tf.disposeVariables();
  });
  afterEach(() => tf.disposeVariables());

  const start = () => {
    const network = make(9);
    setWeights(network, pretrained, { except: HEAD });
    return network;
  };
  const tune = async (options: FineTuneOptions) => {
    const network = start();
    const result = await fineTune(network, train, {
      recipe,
      evaluate: { test },
      ...options,
    });
    return { network, result, weights: getWeights(network) };
  };
  /** Which of the three layers' kernels moved. */
  const moved = (weights: NetworkWeights, from: NetworkWeights) =>
    [0, 2, 4].map((i) =>
      weights.values[i].some((value, k) => value !== from.values[i][k]),
    );

  for (const strategy of fineTuningStrategies) {
    it(`${strategy}: evaluates, repeats, leaks nothing and leaves all layers trainable`, async () => {
      const base = train;
      const { network, result, weights } = await tune({
        strategy,
        seed: 5,
        base,
      });
      assert.deepEqual(result.evaluations.test, evaluate(network, test));
      assert.equal(network.trainableWeights.length, 6);
      const first = getWeights(start());
      const before = tf.memory().numTensors;
      setWeights(network, first);
      await fineTune(network, train, { strategy, seed: 5, recipe, base });
      assert.deepEqual(getWeights(network), weights);
      assert.equal(tf.memory().numTensors, before);
    });
  }

  it("moves what the strategy says", async () => {
    const from = getWeights(start());
    const expected = {
      "linear-probe": [false, false, true],
      "last-blocks": [false, true, true],
      full: [true, true, true],
      "lp-ft": [true, true, true],
      "class-means": [true, true, true],
    };
    for (const [strategy, wanted] of Object.entries(expected)) {
      const { weights } = await tune({
        strategy: strategy as FineTuneOptions["strategy"],
      });
      assert.deepEqual(moved(weights, from), wanted, strategy);
    }
    const { weights } = await tune({ strategy: "last-blocks", lastBlocks: 0 });
    assert.deepEqual(moved(weights, from), [false, false, true]);
  });

  it("lp-ft starts where the linear probe ends", async () => {
    const probe = await tune({ strategy: "linear-probe" });
    const tuned = await tune({
      strategy: "lp-ft",
      recipe: { ...recipe, learningRate: 1e-12, weightDecay: 0 },
    });
    assert.equal(probe.result.run, undefined);
    assert.ok(probe.result.probe!.l2 > 0);
    tuned.weights.values.forEach((values, i) =>
      values.forEach((value, k) =>
        assert.ok(Math.abs(value - probe.weights.values[i][k]) < 1e-6),
      ),
    );
  });

  it("class means know much before any training", async () => {
    const { result } = await tune({
      strategy: "class-means",
      recipe: { ...recipe, learningRate: 1e-12 },
    });
    assert.ok(result.evaluations.test.accuracy > 0.7);
  });

  it("chooses the learning rate by reference accuracy alone", async () => {
    const learningRates = [1e-9, 1e-2, 1e-8];
    const { result, network } = await tune({
      strategy: "full",
      learningRates,
      reference: test,
      recipe: { ...recipe, epochs: 5 },
    });
    assert.deepEqual(
      result.trials.map(({ learningRate }) => learningRate),
      learningRates,
    );
    const best = result.trials[1].accuracy;
    assert.ok(result.trials.every(({ accuracy }) => accuracy <= best));
    assert.equal(result.run!.recipe.learningRate, 1e-2);
    assert.equal(evaluate(network, test).accuracy, best);
    assert.equal(result.evaluations.test.accuracy, best);
  });

  it("passes over learning rates that diverge, and says so when all do", async () => {
    const diverging = {
      ...recipe,
      optimizer: "sgd",
      clipNorm: null,
    } as const;
    const { result } = await tune({
      strategy: "full",
      learningRates: [1e30, 1e-3],
      reference: test,
      recipe: diverging,
    });
    assert.equal(result.trials[0].accuracy, 0);
    assert.equal(result.run!.recipe.learningRate, 1e-3);
    await assert.rejects(
      tune({
        strategy: "full",
        learningRates: [1e30],
        reference: test,
        recipe: diverging,
      }),
      /diverged with each of the learning rates 1e\+30/,
    );
  });

  it("refuses unknown strategies, blocks that are not there, and rates without a reference", async () => {
    await assert.rejects(
      tune({ strategy: "half" as "full" }),
      /no fine-tuning strategy "half"\. Did you mean "full"\? Known: from-scratch, linear-probe/,
    );
    await assert.rejects(
      tune({ strategy: "last-blocks", lastBlocks: 3 }),
      /lastBlocks is 3, expected a whole number from 0 to 2/,
    );
    await assert.rejects(
      tune({ strategy: "full", learningRates: [1e-3] }),
      /give one or more learningRates and a reference set/,
    );
  });
});
