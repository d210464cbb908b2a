import assert from "node:assert/strict";
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { fineTune, type FineTuneOptions } from "../../lib/methods/fine-tune";
import { smallCnn } from "../../lib/models/small-cnn";
import {
  getWeights,
  setWeights,
  type NetworkWeights,
} from "../../lib/models/weights";
import { tf } from "../../lib/tensorflow/tensorflow";
import { evaluate } from "../../lib/training/evaluate";
import { trainNetwork } from "../../lib/training/train-network";
import { invertedContrast } from "../../lib/shifts";
import { patchImages } from "../images/synthetic-images";

const make = () =>
  smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [6, 8], depth: 1 });

describe("methods that hold on to what a network knows", () => {
  const base = patchImages(96, { seed: 3 });
  const set = invertedContrast().shifted(patchImages(64, { seed: 4 }));
  const recipe = { epochs: 4, batchSize: 16, learningRate: 1e-2 };
  let start: NetworkWeights;
  let full: NetworkWeights;

  const adapted = async (options: FineTuneOptions, seed = 5) => {
    const network = make();
    setWeights(network, start);
    const result = await fineTune(network, set, { recipe, seed, ...options });
    return { network, result, weights: getWeights(network) };
  };
  /** Of all weights, running averages aside, or of one by name. */
  const distance = (a: NetworkWeights, b: NetworkWeights) =>
    Math.sqrt(
      a.values.reduce(
        (sum, values, w) =>
          a.layout[w].name.includes("moving")
            ? sum
            : sum +
              values.reduce((s, v, k) => s + (v - b.values[w][k]) ** 2, 0),
        0,
      ),
    );

  before(async () => {
    const network = make();
    await trainNetwork(network, base, { ...recipe, epochs: 8 });
    start = getWeights(network);
    ({ weights: full } = await adapted({ strategy: "full", head: "kept" }));
  });
  afterEach(() => tf.disposeVariables());

  it("full with the head kept starts from it, and without draws another", async () => {
    const still = { ...recipe, learningRate: 1e-12, weightDecay: 0 };
    const kept = await adapted({
      strategy: "full",
      head: "kept",
      recipe: still,
    });
    assert.ok(distance(kept.weights, start) < 1e-5);
    const drawn = await adapted({ strategy: "full", recipe: still });
    assert.ok(distance(drawn.weights, start) > 0.1);
  });

  it("ewc and lwf with λ = 0 are full fine-tuning, bit for bit", async () => {
    for (const strategy of ["ewc", "lwf"] as const) {
      const { weights } = await adapted({ strategy, base, penalty: 0 });
      assert.deepEqual(weights, full, strategy);
    }
  });

  it("ewc with a large λ stays where it was, and forgets less", async () => {
    const held = await adapted({ strategy: "ewc", base, penalty: 1e6 });
    assert.ok(
      distance(held.weights, start) < 0.5 * distance(full, start),
      `${distance(held.weights, start)} ${distance(full, start)}`,
    );
    const loss = evaluate(held.network, base).loss;
    setWeights(held.network, full);
    assert.ok(loss < evaluate(held.network, base).loss);
  });

  it("lwf with a large λ answers as before", async () => {
    const network = make();
    setWeights(network, start);
    const { predictions } = evaluate(network, set);
    const agreement = (weights: NetworkWeights) => {
      setWeights(network, weights);
      const now = evaluate(network, set).predictions;
      return now.filter((p, i) => p === predictions[i]).length / now.length;
    };
    const { weights } = await adapted({ strategy: "lwf", penalty: 1e4 });
    assert.ok(agreement(weights) > 0.85, `${agreement(weights)}`);
    assert.ok(agreement(full) < agreement(weights));
  });

  it("lora changes kernels by the rank asked for, and nothing else", async () => {
    const { weights, result } = await adapted({ strategy: "lora", rank: 2 });
    assert.ok(
      result.run!.history.losses.at(-1)! < result.run!.history.losses[0],
    );
    let changed = 0;
    weights.layout.forEach(({ name, shape }, w) => {
      const change = weights.values[w].map((v, k) => v - start.values[w][k]);
      if (!name.endsWith("/kernel")) {
        assert.ok(
          change.every((value) => value === 0),
          name,
        );
        return;
      }
      const columns = shape[shape.length - 1];
      const matrix = Matrix.from1DArray(
        change.length / columns,
        columns,
        Array.from(change),
      );
      const { diagonal } = new SingularValueDecomposition(matrix, {
        autoTranspose: true,
      });
      assert.ok(diagonal[1] > 1e-3, name);
      assert.ok((diagonal[2] ?? 0) < 1e-5 * Math.max(1, diagonal[0]), name);
      changed += 1;
    });
    assert.equal(changed, 3);
  });

  it("lora chooses its learning rate by the reference set, each try from the start", async () => {
    const { result, weights, network } = await adapted({
      strategy: "lora",
      learningRates: [1e-9, 1e-2],
      reference: set,
    });
    assert.equal(result.trials.length, 2);
    assert.ok(distance(weights, start) > 0);
    const { accuracy } = evaluate(network, set);
    assert.equal(
      accuracy,
      Math.max(...result.trials.map((trial) => trial.accuracy)),
    );
  });

  it("lora leaves the network as it was where training diverges", async () => {
    const network = make();
    setWeights(network, start);
    const trainable = network.layers.map((layer) => layer.trainable);
    const diverging = { ...recipe, optimizer: "sgd", clipNorm: null } as const;
    await assert.rejects(
      fineTune(network, set, {
        strategy: "lora",
        recipe: { ...diverging, learningRate: 1e30 },
      }),
      /diverged/,
    );
    assert.deepEqual(getWeights(network), start);
    assert.deepEqual(
      network.layers.map((layer) => layer.trainable),
      trainable,
    );
  });

  it("wise-ft goes from the start (0) to full fine-tuning (1), half way in between", async () => {
    const of = async (share: number) =>
      (await adapted({ strategy: "wise-ft", share })).weights;
    assert.deepEqual(await of(0), start);
    assert.deepEqual(await of(1), full);
    const half = await of(0.5);
    half.values.forEach((values, w) =>
      values.forEach((value, k) => {
        const expected = (start.values[w][k] + full.values[w][k]) / 2;
        assert.ok(Math.abs(value - expected) < 1e-6);
      }),
    );
  });

  it("wise-ft and soup are evaluated as averages, not as the training that went before", async () => {
    for (const strategy of ["wise-ft", "soup"] as const) {
      const { network, result } = await adapted({
        strategy,
        evaluate: { base },
      });
      assert.deepEqual(result.evaluations.base, evaluate(network, base));
      assert.equal(result.run, undefined);
    }
  });

  it("soup averages its ingredients; of one it is that", async () => {
    const one = await adapted({ strategy: "soup", ingredients: [{ seed: 5 }] });
    assert.deepEqual(one.weights, full);
    const other = await adapted(
      {
        strategy: "full",
        head: "kept",
        recipe: { ...recipe, learningRate: 1e-3 },
      },
      6,
    );
    const both = await adapted({
      strategy: "soup",
      ingredients: [{ seed: 5 }, { seed: 6, learningRate: 1e-3 }],
    });
    both.weights.values.forEach((values, w) =>
      values.forEach((value, k) => {
        const expected = (full.values[w][k] + other.weights.values[w][k]) / 2;
        assert.ok(Math.abs(value - expected) < 1e-6);
      }),
    );
  });

  it("refuses what makes no sense", async () => {
    await assert.rejects(
      adapted({ strategy: "lora", rank: 0 }),
      /rank.*0.*whole number from 1/,
    );
    await assert.rejects(
      adapted({ strategy: "wise-ft", share: 2 }),
      /share.*number from 0 to 1/,
    );
    await assert.rejects(
      adapted({ strategy: "ewc" }),
      /ewc needs a base set.*give the option base/,
    );
    await assert.rejects(
      adapted({ strategy: "ewc", base, penalty: -1 }),
      /penalty.*at least 0/,
    );
    await assert.rejects(
      adapted({ strategy: "lwf", temperature: 0 }),
      /temperature.*above 0/,
    );
    await assert.rejects(
      adapted({ strategy: "soup", ingredients: [] }),
      /soup got no ingredients/,
    );
  });
});
