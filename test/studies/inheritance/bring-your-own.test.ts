import assert from "node:assert/strict";
import { smallCnn } from "../../../lib/models/small-cnn";
import { getWeights } from "../../../lib/models/weights";
import { invertedContrast, noise } from "../../../lib/shifts";
import {
  inheritanceBenchmark,
  inheritanceRow,
} from "../../../lib/studies/inheritance";
import { tf } from "../../../lib/tensorflow/tensorflow";
import { trainNetwork } from "../../../lib/training/train-network";
import { patchImages } from "../../images/synthetic-images";

describe("inheritanceBenchmark", () => {
  const own = (shifted: typeof patchImages) => ({
    adapt: shifted(40, { seed: 5 }),
    test: shifted(40, { seed: 6 }),
  });
  const sets = {
    plain: own(patchImages),
    noisy: own((n, o) => noise().shifted(patchImages(n, o))),
    negative: own((n, o) => invertedContrast().shifted(patchImages(n, o))),
  };
  const base = patchImages(40, { seed: 9 });
  let network: ReturnType<typeof smallCnn>;
  const model = () => network;

  before(async () => {
    network = smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [6, 8] });
    await trainNetwork(network, patchImages(96), {
      epochs: 8,
      batchSize: 16,
      learningRate: 1e-2,
    });
  });
  after(() => tf.disposeVariables());

  it("is 0 for a method that does nothing", async () => {
    const row = await inheritanceBenchmark(
      { model, method: () => {} },
      { sets, base },
    );
    assert.equal(row.mean.mean, 0);
    assert.equal(row.loss.mean, 0);
    assert.deepEqual(row.sets, ["plain", "noisy", "negative"]);
  });

  it("adapts from the same weights each time, and gives the network back as it was", async () => {
    const start = getWeights(network);
    const seen: unknown[] = [];
    const row = await inheritanceBenchmark(
      {
        name: "a few epochs",
        model,
        method: async (each, set) => {
          seen.push(getWeights(each));
          await trainNetwork(each, set, {
            epochs: 10,
            batchSize: 10,
            learningRate: 1e-2,
          });
        },
      },
      { sets, base },
    );
    assert.deepEqual(seen, [start, start, start]);
    assert.deepEqual(getWeights(network), start);
    assert.ok(row.once[0].changes[2][2] > 0.2, `${row.once[0].changes[2][2]}`);
    assert.equal(inheritanceRow(row).method, "a few epochs");
    assert.match(inheritanceRow(row).mRI, /^−?\d+\.\d$/);
  });

  it("refuses sets that will not do, saying which and why", async () => {
    const asked = (given: object) =>
      inheritanceBenchmark({ model, method: () => {} }, { base, ...given });
    await assert.rejects(
      asked({ sets: { plain: sets.plain } }),
      /needs two sets or more.*got 1/,
    );
    await assert.rejects(
      asked({ sets: ["negativ", "noise"] }),
      /no related set "negativ"\. Did you mean "negative"/,
    );
    const without = {
      ...sets.plain.adapt,
      labels: sets.plain.adapt.labels.map((label) => label % 3),
    };
    await assert.rejects(
      asked({ sets: { ...sets, plain: { ...sets.plain, adapt: without } } }),
      /set "plain" has no example of class 3 to adapt by/,
    );
    await assert.rejects(
      asked({ sets: { ...sets, plain: { adapt: base } } }),
      /set "plain" has no images to test on/,
    );
    await assert.rejects(
      inheritanceBenchmark({ methd: () => {} } as never),
      /methd/,
    );
  });
});
