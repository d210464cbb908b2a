import assert from "node:assert/strict";
import { mlp } from "../../lib/models/mlp";
import { smallCnn } from "../../lib/models/small-cnn";
import { tf } from "../../lib/tensorflow/tensorflow";
import {
  getWeights,
  HEAD,
  initialiseWeights,
  setWeights,
} from "../../lib/models/weights";

const small = (seed: number, classes = 4, widths = [6, 8]) =>
  smallCnn({ imageShape: [8, 8, 3], classes, widths, depth: 1, seed });

describe("weights", () => {
  afterEach(() => tf.disposeVariables());

  it("follow from the seed", () => {
    assert.deepEqual(getWeights(small(1)), getWeights(small(1)));
    assert.notDeepEqual(getWeights(small(1)), getWeights(small(2)));
  });

  it("start with He's variance, and 1 / fan-in in the head", () => {
    const network = mlp({
      imageShape: [8, 8, 3],
      classes: 100,
      widths: [400],
      seed: 1,
    });
    const { layout, values } = getWeights(network);
    const deviations = values.map((each) =>
      Math.sqrt(each.reduce((sum, x) => sum + x * x, 0) / each.length),
    );
    const names = layout.map(({ name }) => name);
    assert.deepEqual(names, [
      "features/kernel",
      "features/bias",
      "head/kernel",
      "head/bias",
    ]);
    assert.ok(Math.abs(deviations[0] / Math.sqrt(2 / 192) - 1) < 0.02);
    assert.ok(Math.abs(deviations[2] / Math.sqrt(1 / 400) - 1) < 0.02);
    assert.deepEqual([deviations[1], deviations[3]], [0, 0]);
  });

  it("move from one network to another", () => {
    const [one, other] = [small(1), small(2)];
    setWeights(other, getWeights(one));
    assert.deepEqual(getWeights(other), getWeights(one));
  });

  it("are copies: training on does not change them", () => {
    const network = small(1);
    const kept = getWeights(network);
    const before = [...kept.values[0]];
    setWeights(network, getWeights(small(2)));
    setWeights(network, kept);
    initialiseWeights(network, 9);
    assert.deepEqual([...kept.values[0]], before);
  });

  it("move without the head to a network with other classes", () => {
    const [one, other] = [small(1), small(2, 7)];
    setWeights(other, getWeights(one), { except: HEAD });
    const [from, to] = [getWeights(one), getWeights(other)];
    assert.deepEqual(to.values[0], from.values[0]);
    assert.equal(to.values.at(-1)!.length, 7);
  });

  it("of another architecture are refused, by the first weight that differs", () => {
    const weights = getWeights(small(1));
    assert.throws(
      () => setWeights(small(1, 7), weights),
      /another architecture than the network "small-cnn": head\/kernel is \[8, 4\], the network has \[8, 7\]/,
    );
    assert.throws(
      () => setWeights(small(1, 4, [6, 8, 8]), weights),
      /block3_conv1\/kernel is missing, the network has/,
    );
    assert.throws(
      () => setWeights(small(1, 4, [6]), weights, { except: HEAD }),
      /the network has no block2_conv1\/kernel/,
    );
  });

  it("can be drawn anew for the head alone", () => {
    const network = small(1);
    const before = getWeights(network);
    initialiseWeights(network, 5, { only: HEAD });
    const after = getWeights(network);
    assert.deepEqual(after.values[0], before.values[0]);
    assert.notDeepEqual(after.values[4], before.values[4]);
  });
});
