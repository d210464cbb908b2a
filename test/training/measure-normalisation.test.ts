import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { getWeights, residualCnn, setWeights } from "../../lib/models";
import {
  evaluate,
  measureNormalisation,
  trainNetwork,
} from "../../lib/training";
import { randomStream } from "../../lib/numerics";
import { tf } from "../../lib/tensorflow/tensorflow";

/** Images of two classes, one brighter than the other. */
function images(count: number): LabelledImages {
  const random = randomStream(1, "bright and dark");
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const pixels = new Uint8Array(count * 8 * 8 * 3).map((_, at) => {
    const label = labels[Math.floor(at / (8 * 8 * 3))]!;
    return 60 + 80 * label + random.integer(60);
  });
  return {
    images: pixels,
    labels,
    shape: [count, 8, 8, 3],
    classNames: ["dark", "bright"],
  } as unknown as LabelledImages;
}
const RUNNING = /moving_/;

describe("measuring normalisation", () => {
  const set = images(64 * 40);
  const make = () =>
    residualCnn({
      imageShape: [8, 8, 3],
      classes: 2,
      seed: 1,
      widths: [8],
    });

  it("finds the running averages of training again, and changes nothing else", async () => {
    const network = make();
    await trainNetwork(network, set, { epochs: 1, batchSize: 64 }, { seed: 1 });
    const trained = getWeights(network);
    const lost = {
      ...trained,
      values: trained.values.map((values, i) =>
        RUNNING.test(trained.layout[i].name) ? values.map(() => 3) : values,
      ),
    };
    setWeights(network, lost);
    const before = evaluate(network, set).accuracy;
    measureNormalisation(network, set);
    const after = getWeights(network);
    after.layout.forEach(({ name }, i) => {
      if (!RUNNING.test(name))
        assert.deepEqual(after.values[i], trained.values[i], name);
      else
        after.values[i].forEach((value, k) => {
          const was = trained.values[i][k];
          assert.ok(
            Math.abs(value - was) < 0.1 + 0.2 * Math.abs(was),
            `${name}: ${value}, ${was}`,
          );
        });
    });
    assert.ok(evaluate(network, set).accuracy >= before);
    network.dispose();
  });

  it("leaves no tensors behind, and depends on images and seed alone", () => {
    const network = make();
    const start = getWeights(network);
    const tensors = tf.memory().numTensors;
    measureNormalisation(network, set, { seed: 2 });
    assert.equal(tf.memory().numTensors, tensors);
    const once = getWeights(network);
    setWeights(network, start);
    measureNormalisation(network, set, { seed: 2 });
    assert.deepEqual(getWeights(network).values, once.values);
    network.dispose();
  });

  it("refuses images that the network does not take", () => {
    const network = make();
    const wrong = { ...images(4), shape: [4, 8, 8, 1] } as never;
    assert.throws(
      () => measureNormalisation(network, wrong),
      /set to measure normalisation on/,
    );
    network.dispose();
  });
});
