import assert from "node:assert/strict";
import { takeExamples } from "../../lib/images";
import { smallCnn } from "../../lib/models/small-cnn";
import { getWeights } from "../../lib/models/weights";
import { tf } from "../../lib/tensorflow/tensorflow";
import type { ExampleWeights } from "../../lib/training/example-weights";
import { evaluate } from "../../lib/training/evaluate";
import { trainNetwork } from "../../lib/training/train-network";
import { patchImages } from "../images/synthetic-images";

const make = () =>
  smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [6], depth: 1 });
const recipe = { epochs: 5, batchSize: 64, learningRate: 0.01 };

describe("example weights", () => {
  const train = patchImages(64);
  afterEach(() => tf.disposeVariables());

  const trained = async (
    exampleWeights: ExampleWeights | undefined,
    set = train,
  ) => {
    const network = make();
    const { history } = await trainNetwork(network, set, recipe, {
      exampleWeights,
    });
    return { network, weights: getWeights(network), history };
  };

  it("of 0 leave examples out: with the others at 2, as if half of the set were all", async () => {
    // Whole batches, so that the two runs show the same images in each step.
    const half = Array.from({ length: 32 }, (_, i) => i);
    const weights = Float32Array.from({ length: 64 }, (_, i) =>
      i < 32 ? 2 : 0,
    );
    const [weighed, alone] = [
      await trained(weights),
      await trained(undefined, takeExamples(train, half)),
    ];
    weighed.weights.values.forEach((values, i) =>
      values.forEach((value, k) =>
        assert.ok(Math.abs(value - alone.weights.values[i][k]) < 1e-4),
      ),
    );
    weighed.history.losses.forEach((loss, i) =>
      assert.ok(Math.abs(loss - alone.history.losses[i]) < 1e-5),
    );
  });

  it("may follow from the losses of each batch", async () => {
    const seen: number[] = [];
    const first = evaluate(make(), train).loss;
    const ones = await trained(({ losses, labels, indices }) => {
      seen.push(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
      assert.ok(labels.every((label, i) => label === train.labels[indices[i]]));
      return losses.map(() => 1);
    });
    const plain = await trained(undefined);
    assert.deepEqual(ones.weights, plain.weights);
    assert.ok(Math.abs(seen[0] - first) < 1e-5);
    seen.forEach((loss, i) =>
      assert.ok(Math.abs(loss - plain.history.losses[i]) < 1e-5),
    );
  });

  it("that follow from losses can lift the group that is worst off", async () => {
    // A rare class; group DRO (Sagawa et al. 2020) over classes, η = 0.5.
    const kept = [...train.labels.keys()].filter(
      (i) => train.labels[i] !== 3 || i < 8,
    );
    const rare = takeExamples(train, kept);
    const shares = new Float64Array(4).fill(1 / 4);
    const dro: ExampleWeights = ({ losses, labels }) => {
      const count = [0, 0, 0, 0];
      const sum = [0, 0, 0, 0];
      labels.forEach((label, i) => {
        count[label] += 1;
        sum[label] += losses[i];
      });
      shares.forEach((share, group) => {
        shares[group] = share * Math.exp((0.5 * sum[group]) / count[group]);
      });
      const total = shares.reduce((a, b) => a + b);
      shares.forEach((share, group) => (shares[group] = share / total));
      return Array.from(
        labels,
        (label) => (shares[label] * labels.length) / count[label],
      );
    };
    const lossOfRare = ({ network }: Awaited<ReturnType<typeof trained>>) => {
      const own = [...rare.labels.keys()].filter((i) => rare.labels[i] === 3);
      return evaluate(network, takeExamples(rare, own)).loss;
    };
    const worst = lossOfRare(await trained(undefined, rare));
    assert.ok(lossOfRare(await trained(dro, rare)) < worst);
  });

  it("are refused where they are none, with the batch's number, and leak no tensor", async () => {
    const network = make();
    const before = tf.memory().numTensors;
    const attempt = (exampleWeights: ExampleWeights) =>
      trainNetwork(network, train, recipe, { exampleWeights });
    await assert.rejects(
      attempt(() => [1, 2]),
      /exampleWeights has 2 weights for 64 images of a batch/,
    );
    await assert.rejects(
      attempt(({ losses }) => losses.map((_, i) => (i === 3 ? NaN : 1))),
      /exampleWeights: weight 3 is NaN, expected a number ≥ 0/,
    );
    await assert.rejects(
      attempt(new Float32Array(64)),
      /weighs every image 0: nothing would be learnt/,
    );
    assert.equal(tf.memory().numTensors, before);
  });
});
