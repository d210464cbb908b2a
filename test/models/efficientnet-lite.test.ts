import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../lib/files";
import {
  efficientNetLite,
  type EfficientNetLiteVariant,
} from "../../lib/models/efficientnet-lite";
import { predictOutputs } from "../../lib/training/evaluate";
import {
  fromEfficientNetCheckpoint,
  loadImageNetWeights,
} from "../../lib/models/imagenet-weights";
import { tf } from "../../lib/tensorflow/tensorflow";
import { trainNetwork } from "../../lib/training/train-network";
import { getWeights, weightLayout } from "../../lib/models/weights";
import { patchImages } from "../images/synthetic-images";

const fixtures = join(__dirname, "../fixtures/training");
const reference = JSON.parse(
  readFileSync(join(fixtures, "efficientnet-logits.json"), "utf8"),
) as {
  resolutions: Record<EfficientNetLiteVariant, number>;
  logits: Record<EfficientNetLiteVariant, Record<string, number[]>>;
};

/** The centre of a photograph, as bytes. */
function photograph(name: string, size: number): Uint8Array {
  return tf.tidy(() => {
    const pixels = tf.node.decodePng(
      readFileSync(join(fixtures, `${name}.png`)),
      3,
    );
    const start = (pixels.shape[0] - size) / 2;
    return Uint8Array.from(
      tf.slice(pixels, [start, start, 0], [size, size, 3]).dataSync(),
    );
  });
}

describe("efficientNetLite", function () {
  this.timeout(60_000);
  afterEach(() => tf.disposeVariables());

  for (const [variant, published] of [
    ["lite0", 4_652_008],
    ["lite1", 5_416_680],
    ["lite2", 6_092_072],
  ] as const) {
    it(`${variant} has the published number of weights and the reference implementation's logits, to 1e-3 at its native resolution`, async function () {
      const weights = `efficientnet-${variant}-imagenet/weights.pth`;
      const network = efficientNetLite(variant);
      const count = network.trainableWeights.reduce(
        (sum, { shape }) =>
          sum +
          (shape as number[]).reduce((product, size) => product * size, 1),
        0,
      );
      assert.equal(count, published);
      if (!existsSync(join(cacheFolder(), "datasets", weights))) this.skip();
      await loadImageNetWeights(network);
      const size = reference.resolutions[variant];
      for (const [name, wanted] of Object.entries(reference.logits[variant])) {
        const logits = predictOutputs(network, {
          images: photograph(name, size),
          shape: [1, size, size, 3],
        });
        const differences = wanted.map((value, c) =>
          Math.abs(value - logits[c]),
        );
        assert.equal(logits.length, 1000);
        assert.ok(
          Math.max(...differences) < 1e-3,
          `${name}: ${Math.max(...differences)}`,
        );
      }
    });
  }

  it("takes small grey images, enlarged inside, and gives 1,280 features", () => {
    const network = efficientNetLite("lite0", {
      imageShape: [8, 8, 1],
      inputSize: 32,
      classes: 4,
    });
    assert.deepEqual(network.getLayer("features").outputShape, [null, 1280]);
    const { images, shape } = patchImages(3, { channels: 1 });
    assert.equal(predictOutputs(network, { images, shape }).length, 12);
  });

  it("names the nearest variant where there is none", () =>
    assert.throws(
      () => efficientNetLite("lite9" as "lite0"),
      /There is no EfficientNet-Lite "lite9"\. Did you mean "lite0"\? Known: lite0, lite1, lite2/,
    ));

  it("refuses images with two channels", () => {
    assert.throws(
      () => efficientNetLite("lite0", { imageShape: [32, 32, 2] }),
      /1 or 3 channels\), got 2/,
    );
  });

  it("trains without leaks, moves its running averages, and leaves them where a layer is frozen", async () => {
    const network = efficientNetLite("lite0", {
      imageShape: [8, 8, 3],
      inputSize: 32,
      classes: 4,
    });
    network.getLayer("stem").trainable = false;
    const start = getWeights(network);
    const before = tf.memory().numTensors;
    await trainNetwork(network, patchImages(16), {
      epochs: 2,
      batchSize: 8,
      learningRate: 1e-3,
    });
    assert.equal(tf.memory().numTensors, before);
    const end = getWeights(network);
    const moved = (name: string) => {
      const i = start.layout.findIndex((each) => each.name === name);
      return start.values[i].some((value, k) => value !== end.values[i][k]);
    };
    for (const kind of ["kernel", "gamma", "moving_mean", "moving_variance"]) {
      assert.equal(moved(`stem/${kind}`), false, `stem/${kind}`);
      assert.equal(moved(`top/${kind}`), true, `top/${kind}`);
    }
  });
});

describe("fromEfficientNetCheckpoint", () => {
  let network: tf.LayersModel;
  before(() => {
    network = efficientNetLite("lite0", {
      imageShape: [32, 32, 3],
      classes: 2,
    });
  });
  after(() => network.dispose());

  it("names what a checkpoint of another architecture lacks", () => {
    assert.throws(
      () => fromEfficientNetCheckpoint(new Map(), network, "other.pth"),
      /other\.pth: has no _conv_stem\.weight for stem\/kernel: a checkpoint of another architecture than "efficientnet-lite0"/,
    );
  });

  it("names what it has besides", () => {
    const anything = { shape: [1], values: Float32Array.of(1) };
    const all = new Map([..."ab"].map((name) => [name, anything] as const));
    const rename = new Proxy(all, {
      get: (target, key) =>
        key === "get" ? () => anything : Reflect.get(target, key).bind(target),
    });
    assert.ok(weightLayout(network).length > 200);
    assert.throws(
      () => fromEfficientNetCheckpoint(rename, network, "other.pth"),
      /other\.pth: holds a besides/,
    );
  });
});
