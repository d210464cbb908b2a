import assert from "node:assert/strict";
import { filterImages, mlp, smallCnn, getWeights } from "../../lib/models";
import { measureThroughput, type Features } from "../../lib/training";
import { nearestNeighbours } from "../../lib/support";
import { tf } from "../../lib/tensorflow";
import { randomStream } from "../../lib/numerics";
import { patchImages } from "../images/synthetic-images";

const features = (rows: number[][]): Features => ({
  values: Float32Array.from(rows.flat()),
  count: rows.length,
  width: rows[0].length,
});

describe("nearestNeighbours", () => {
  it("finds the smallest angles, whatever the lengths", () => {
    const set = features([
      [0, 1],
      [100, 1],
      [1, 1],
    ]);
    const near = nearestNeighbours(features([[2, 0]]), set, 2);
    assert.deepEqual([...near.indices], [1, 2]);
    assert.ok(Math.abs(near.similarities[1] - Math.SQRT1_2) < 1e-6);
  });

  it("agrees with a plain computation on more queries than fit at once", () => {
    const random = randomStream(1);
    const rows = (count: number) =>
      Array.from({ length: count }, () => [...random.normals(5)]);
    const [queries, set] = [rows(600), rows(40)];
    const near = nearestNeighbours(features(queries), features(set), 3);
    const cosine = (a: number[], b: number[]) => {
      const dot = (u: number[], v: number[]) =>
        u.reduce((sum, each, i) => sum + each * v[i], 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    for (const q of [0, 511, 512, 599]) {
      const ranked = set
        .map((row, i) => [cosine(queries[q], row), i])
        .sort((a, b) => b[0] - a[0]);
      assert.deepEqual(
        [...near.indices.subarray(3 * q, 3 * q + 3)],
        ranked.slice(0, 3).map(([, i]) => i),
      );
    }
  });

  it("takes features of zeros, and leaks no tensor", () => {
    const before = tf.memory().numTensors;
    const { similarities } = nearestNeighbours(
      features([[0, 0]]),
      features([[1, 0]]),
      1,
    );
    assert.equal(similarities[0], 0);
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses features of another width, and more neighbours than there are", () => {
    const [a, b] = [features([[1, 0]]), features([[1, 0, 0]])];
    assert.throws(() => nearestNeighbours(a, b, 1), /2 features, the set 3/);
    assert.throws(() => nearestNeighbours(a, a, 2), /k is 2, .* 1 to 1/);
  });
});

describe("filterImages", () => {
  it("shows each kernel on one scale around grey", () => {
    const network = smallCnn({
      imageShape: [8, 8, 3],
      widths: [2],
      depth: 1,
    });
    const kernel = network.getLayer("block1_conv1").weights[0];
    const values = Float32Array.from({ length: 54 }, (_, k) =>
      k === 3 ? -2 : k === 0 ? 1 : 0,
    );
    kernel.write(tf.tensor(values, [3, 3, 3, 2]));
    const { images, shape } = filterImages(network);
    assert.deepEqual(shape, [2, 3, 3, 3]);
    // Weight 0 is [0, 0, channel 0, filter 0]; weight 3 is [0, 0, channel 1, filter 1].
    assert.deepEqual([...images.subarray(0, 3)], [191, 128, 128]);
    assert.deepEqual([...images.subarray(27, 30)], [128, 0, 128]);
    network.dispose();
  });

  it("refuses a network without convolution", () => {
    const network = mlp({ imageShape: [8, 8, 3] });
    assert.throws(() => filterImages(network), /"mlp" has no convolution/);
    network.dispose();
  });
});

describe("measureThroughput", () => {
  it("gives three rates, and leaves weights and tensors as they were", async () => {
    const network = smallCnn({
      imageShape: [8, 8, 3],
      classes: 4,
      widths: [4],
      depth: 1,
    });
    const [weights, tensors] = [getWeights(network), tf.memory().numTensors];
    const rates = await measureThroughput(network, patchImages(64), {
      batchSize: 32,
    });
    assert.deepEqual(Object.keys(rates), ["forward", "features", "training"]);
    assert.ok(Object.values(rates).every((rate) => rate > 0));
    assert.deepEqual(getWeights(network), weights);
    assert.equal(tf.memory().numTensors, tensors);
    network.dispose();
  });
});
