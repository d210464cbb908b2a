import assert from "node:assert/strict";
import { fitMultinomialLogistic, randomStream } from "../../lib/numerics";
import {
  extractFeatures,
  featureExtractor,
  type Features,
} from "../../lib/training/features";
import {
  classMeansHead,
  fitLinearProbe,
  setHead,
} from "../../lib/methods/linear-probe";
import { evaluate } from "../../lib/training/evaluate";
import { smallCnn } from "../../lib/models/small-cnn";
import { tf } from "../../lib/tensorflow/tensorflow";
import { patchImages } from "../images/synthetic-images";

/** Clouds around one centre a class, with the given spread. */
function clouds(count: number, spread: number, seed = 1) {
  const [width, classes] = [6, 3];
  const random = randomStream(seed, "clouds");
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const values = Float32Array.from({ length: count * width }, (_, k) => {
    const [i, j] = [Math.floor(k / width), k % width];
    return (labels[i] === j ? 1 : 0) + spread * random.normal();
  });
  const features: Features = { values, count, width };
  const rows = Array.from({ length: count }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width)),
  );
  return { features, labels, rows };
}

describe("fitLinearProbe", () => {
  it("finds the minimiser that double precision finds", () => {
    const { features, labels, rows } = clouds(120, 0.5);
    const probe = fitLinearProbe(features, labels, { l2s: [0.01] });
    const exact = fitMultinomialLogistic(rows, labels, { l2: 0.01 });
    assert.ok(
      Math.abs(probe.loss - exact.loss) < 1e-6,
      `${probe.loss} ${exact.loss}`,
    );
    exact.weights.forEach((weights, c) =>
      weights.forEach((weight, j) =>
        assert.ok(Math.abs(probe.kernel[3 * j + c] - weight) < 1e-3),
      ),
    );
    assert.deepEqual(probe.sweep, []);
  });

  it("chooses the penalty by held-out accuracy", () => {
    const { features, labels } = clouds(300, 0.9);
    const l2s = [1e-4, 1e-2, 1e6];
    const probe = fitLinearProbe(features, labels, { l2s, heldOut: 0.3 });
    assert.deepEqual(
      probe.sweep.map(({ l2 }) => l2),
      l2s,
    );
    const best = Math.max(...probe.sweep.map(({ accuracy }) => accuracy));
    const chosen = probe.sweep.find(({ l2 }) => l2 === probe.l2)!;
    assert.equal(chosen.accuracy, best);
    assert.notEqual(probe.l2, 1e6);
    assert.deepEqual(
      fitLinearProbe(features, labels, { l2s, heldOut: 0.3 }),
      probe,
    );
  });

  it("leaks no tensor", () => {
    const { features, labels } = clouds(60, 0.5);
    const before = tf.memory().numTensors;
    fitLinearProbe(features, labels, { l2s: [1, 0.1] });
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses an empty class, unequal lengths and bad options", () => {
    const { features, labels } = clouds(60, 0.5);
    assert.throws(
      () => fitLinearProbe(features, labels, { classes: 4 }),
      /features: no example of class 3 of 4/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels.subarray(1)),
      /features to fit: 59 labels for 60 images/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels, { l2s: [-1] }),
      /got -1/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels, { l2s: [] }),
      /got none/,
    );
    assert.throws(
      () => fitLinearProbe(features, labels, { heldOut: 1 }),
      /heldOut is 1, expected a fraction between 0 and 1/,
    );
  });
});

describe("classMeansHead", () => {
  it("classifies by the nearest mean", () => {
    const { features, labels, rows } = clouds(90, 0.6);
    const { kernel, bias } = classMeansHead(features, labels, 3);
    const means = [0, 1, 2].map((c) => {
      const own = rows.filter((_, i) => labels[i] === c);
      return own[0].map(
        (_, j) => own.reduce((sum, row) => sum + row[j], 0) / own.length,
      );
    });
    for (const row of rows) {
      const logits = means.map(
        (_, c) =>
          bias[c] + row.reduce((sum, x, j) => sum + x * kernel[3 * j + c], 0),
      );
      const distances = means.map((mean) =>
        Math.hypot(...mean.map((m, j) => m - row[j])),
      );
      assert.equal(
        logits.indexOf(Math.max(...logits)),
        distances.indexOf(Math.min(...distances)),
      );
    }
  });

  it("has a scale that makes it neither timid nor overconfident", () => {
    const tight = clouds(90, 0.05);
    const loose = clouds(90, 0.6);
    const norm = ({ features, labels }: typeof tight) =>
      Math.hypot(...classMeansHead(features, labels, 3).kernel);
    assert.ok(norm(tight) > 3 * norm(loose));
  });

  it("refuses an empty class", () => {
    const { features, labels } = clouds(60, 0.5);
    assert.throws(() => classMeansHead(features, labels, 4), /class 3 of 4/);
  });
});

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
