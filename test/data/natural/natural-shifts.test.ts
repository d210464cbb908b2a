import assert from "node:assert/strict";
import {
  classNames,
  groupNames,
  loadDataset,
  enlargeDigit,
  openFontFamilies,
  registeredNames,
  registryEntry,
} from "../../../lib/data";
import { takeExamples, type LabelledImages } from "../../../lib/images";
import { makeNaturalShift } from "../../../lib/data/natural/natural-shifts";
import { sha256 } from "../../../lib/files/verify";

const image = ({ images }: LabelledImages, i: number) =>
  new Uint8Array(images.subarray(784 * i, 784 * (i + 1)));

describe("natural shifts on digits", () => {
  const known: [string, number, string][] = [
    ["uci-digits", 1797, "87f60db77b8e1589"],
    ["printed-digits", 5000, "89c3bffb6295f055"],
    ["mnist-harder-half", 5000, "3a69aa0511628115"],
    ["mnist-easier-half", 5000, "68819dd9c9e94ef9"],
  ];
  for (const [name, count, hash] of known) {
    it(`${name}: the same bytes on every machine, ten classes, a licence`, () => {
      const set = loadDataset(name, { split: "test" });
      assert.deepEqual(set.shape, [count, 28, 28, 1]);
      const found = sha256(Buffer.concat([set.images, set.labels]));
      assert.equal(found.slice(0, 16), hash);
      assert.equal(new Set(set.labels).size, 10);
      assert.deepEqual(classNames(name), [..."0123456789"]);
      assert.ok(registryEntry(name).licence.length > 3);
    });
  }

  it("load without a split, as they have but one", () => {
    assert.equal(loadDataset("mnist-harder-half").shape[0], 5000);
    assert.throws(
      () => loadDataset("mnist-harder-half", { split: "train" }),
      /"mnist-harder-half" has no split "train"/,
    );
  });

  it("notice when making them comes to other bytes than registered", () => {
    const set = makeNaturalShift("mnist-harder-half", () => ({
      images: new Uint8Array(10_000 * 784),
      labels: new Uint8Array(10_000),
      shape: [10_000, 28, 28, 1],
    }));
    const registered = registryEntry("mnist-harder-half").splits!.test.sha256;
    assert.notEqual(
      sha256(Buffer.concat([set.images, set.labels])),
      registered,
    );
    assert.throws(
      () => makeNaturalShift("mnist", loadDataset),
      /How to make "mnist" is not known/,
    );
  });

  it("are all registered", () => {
    for (const [name] of known) assert.ok(registeredNames().includes(name));
  });

  it("uci-digits begins 0, 1, 2 and has the published class counts", () => {
    const { labels } = loadDataset("uci-digits");
    assert.deepEqual([...labels.subarray(0, 3)], [0, 1, 2]);
    const counts = new Array(10).fill(0);
    labels.forEach((label) => counts[label]++);
    // scikit-learn's documentation of load_digits: about 180 a class.
    assert.deepEqual(
      counts,
      [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
    );
  });

  it("the halves are MNIST's test set, and the harder is the harder", () => {
    const [harder, easier] = ["mnist-harder-half", "mnist-easier-half"].map(
      (name) => loadDataset(name),
    );
    const test = loadDataset("mnist", { split: "test" });
    assert.deepEqual(image(harder, 0), image(test, 0));
    assert.deepEqual(image(easier, 4999), image(test, 9999));
    // The nearest class mean is classifier enough to tell.
    const train = loadDataset("mnist");
    const means = classMeans(train);
    const mistakes = (set: LabelledImages) =>
      set.labels.filter((label, i) => nearest(means, image(set, i)) !== label)
        .length;
    assert.ok(mistakes(harder) > 1.3 * mistakes(easier));
  });
});

describe("printed-digits", () => {
  const set = loadDataset("printed-digits");
  const families = openFontFamilies();

  it("has at least 60 families of five kinds, family and licence of each image", () => {
    const used = new Set(set.groups);
    assert.ok(used.size >= 60);
    assert.deepEqual(
      groupNames("printed-digits"),
      families.map(({ family }) => family),
    );
    const kinds = new Set([...used].map((group) => families[group].category));
    assert.equal(kinds.size, 5);
    for (const group of used)
      assert.match(families[group].licence, /^(OFL-1\.1|Apache-2\.0|MIT)$/);
  });

  it("keeps groups when examples are taken", () => {
    const some = takeExamples(set, [7, 3]);
    assert.deepEqual([...some.groups!], [set.groups![7], set.groups![3]]);
    assert.deepEqual(groupNames("mnist"), []);
  });
});

describe("enlargeDigit", () => {
  const small = (ink: [number, number, number][]) => {
    const values = new Uint8Array(64);
    for (const [x, y, value] of ink) values[8 * y + x] = value;
    return values;
  };
  const inked = (pixels: Uint8Array) =>
    Array.from(pixels, (_, at) => at).filter((at) => pixels[at] > 0);

  it("makes the longer side about 20 pixels and keeps proportions", () => {
    // Eight blocks high, two wide.
    const bar = small(
      Array.from({ length: 8 }, (_, y) => [
        [3, y, 16],
        [4, y, 16],
      ]).flat() as [number, number, number][],
    );
    const at = inked(enlargeDigit(bar, 8));
    const rows = new Set(at.map((each) => Math.floor(each / 28)));
    const columns = new Set(at.map((each) => each % 28));
    assert.equal(rows.size, 20);
    assert.equal(columns.size, 6); // 5 pixels wide, between pixels
  });

  it("puts the centre of mass in the centre, wherever the digit was", () => {
    for (const [x, y] of [
      [0, 0],
      [5, 2],
    ]) {
      const dot = small([
        [x, y, 16],
        [x + 1, y, 16],
        [x, y + 1, 16],
        [x + 1, y + 1, 16],
      ]);
      const pixels = enlargeDigit(dot, 8);
      const total = pixels.reduce((sum, each) => sum + each, 0);
      const mean = (of: (at: number) => number) =>
        pixels.reduce((sum, each, at) => sum + each * of(at), 0) / total;
      assert.ok(Math.abs(mean((at) => at % 28) - 13.5) < 1e-9);
      assert.ok(Math.abs(mean((at) => Math.floor(at / 28)) - 13.5) < 1e-9);
    }
  });

  it("gives ink and ground, grey only along edges, as MNIST has", () => {
    const { images } = loadDataset("uci-digits");
    const inks = images.filter((pixel) => pixel > 0);
    const full = inks.filter((pixel) => pixel === 255).length / inks.length;
    const mnist = loadDataset("mnist", { split: "test" }).images.filter(
      (pixel) => pixel > 0,
    );
    const fullMnist =
      mnist.filter((pixel) => pixel >= 250).length / mnist.length;
    assert.ok(full > fullMnist, `${full} against ${fullMnist}`);
  });

  it("refuses a digit without ink", () =>
    assert.throws(() => enlargeDigit(new Uint8Array(64), 8), /without ink/));
});

function classMeans({ images, labels }: LabelledImages): Float64Array[] {
  const sums = Array.from({ length: 10 }, () => new Float64Array(784));
  const counts = new Array<number>(10).fill(0);
  labels.forEach((label, i) => {
    counts[label]++;
    for (let k = 0; k < 784; k++) sums[label][k] += images[784 * i + k];
  });
  return sums.map((sum, label) => sum.map((value) => value / counts[label]));
}

function nearest(means: Float64Array[], pixels: Uint8Array): number {
  const distances = means.map((mean) =>
    mean.reduce((sum, value, k) => sum + (value - pixels[k]) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}
