import assert from "node:assert/strict";
import { classMeansHead, fitLinearProbe, setHead } from "../../../lib/methods";
import { smallCnn } from "../../../lib/models/small-cnn";
import { tf } from "../../../lib/tensorflow/tensorflow";
import { evaluate } from "../../../lib/training/evaluate";
import {
  extractFeatures,
  featureExtractor,
  type Features,
} from "../../../lib/training/features";
import { patchImages } from "../../images/synthetic-images";
import { clouds } from "./clouds";

describe("heads on features", () => {
  for (const [what, fit] of [
    ["linear probe", fitLinearProbe],
    ["class means", (...[f, l]) => classMeansHead(f, l, 3)],
  ] as [string, typeof fitLinearProbe][]) {
    it(`refuse features that are not finite, and labels of another kind or number: ${what}`, () => {
      const { features, labels } = clouds(60, 0.5);
      const values = features.values.slice();
      values[5] = NaN;
      const refused = (f: typeof features, l: Uint8Array, message: RegExp) =>
        assert.throws(() => fit(f, l), message);
      const [row, column] = [
        Math.floor(5 / features.width),
        5 % features.width,
      ];
      refused(
        { ...features, values },
        labels,
        new RegExp(`feature ${column} of image ${row} is NaN, not a finite`),
      );
      refused(
        { ...features, count: 59 },
        labels,
        /values do not make 59 rows of/,
      );
      refused(features, labels.subarray(1), /59 labels for 60 images/);
      const shaky = Float32Array.from(labels, (c) => c + 0.5);
      refused(features, shaky as never, /label 0 is \d\.5\. Labels are class/);
    });
  }
});

describe("extractFeatures and setHead", () => {
  afterEach(() => tf.disposeVariables());
  const set = patchImages(40);
  const network = (classes = 4) =>
    smallCnn({ imageShape: [8, 8, 3], classes, widths: [6, 12], seed: 2 });

  it("put together give the network's own logits", () => {
    const own = network();
    const features = extractFeatures(own, set);
    assert.deepEqual([features.count, features.width], [40, 12]);
    const probe = fitLinearProbe(features, set.labels);
    setHead(own, probe);
    const { accuracy, loss } = evaluate(own, set);
    assert.ok(accuracy > 0.9);
    assert.ok(
      Math.abs(loss - crossEntropy(features, probe, set.labels)) < 1e-4,
    );
  });

  it("share the network's weights and leak nothing", () => {
    const own = network();
    const before = tf.memory().numTensors;
    extractFeatures(own, set);
    featureExtractor(own);
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuse a head of another size and images of another shape", () => {
    const head = { kernel: new Float32Array(24), bias: new Float32Array(2) };
    assert.throws(
      () => setHead(network(), head),
      /A head of 12 features and 2 classes does not fit the network "small-cnn", which has 12 and 4/,
    );
    assert.throws(
      () => extractFeatures(network(), patchImages(4, { size: 6 })),
      /images of 6×6×3/,
    );
  });
});

function crossEntropy(
  { values, width, count }: Features,
  { kernel, bias }: { kernel: Float32Array; bias: Float32Array },
  labels: Uint8Array,
): number {
  let loss = 0;
  for (let i = 0; i < count; i++) {
    const logits = Array.from(bias, (b, c) =>
      values
        .subarray(i * width, (i + 1) * width)
        .reduce((sum, x, j) => sum + x * kernel[j * bias.length + c], b),
    );
    const total = Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0));
    loss += total - logits[labels[i]];
  }
  return loss / count;
}
