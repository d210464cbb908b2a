import assert from "node:assert/strict";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../lib/files";
import { classNames, loadDataset } from "../../lib/data";

describe("loadDataset", () => {
  it("gives the 60,000 training images of Fashion-MNIST with balanced labels", () => {
    const { images, labels, shape } = loadDataset("fashion-mnist", {
      split: "train",
    });
    assert.deepEqual(shape, [60000, 28, 28, 1]);
    assert.equal(images.length, 60000 * 28 * 28);
    const counts = new Array(10).fill(0);
    labels.forEach((label) => counts[label]++);
    assert.deepEqual(counts, new Array(10).fill(6000));
    assert.equal(classNames("fashion-mnist")[labels[0]], "Ankle boot");
  });

  it("gives the test digits of MNIST, which begin 7, 2, 1, 0, 4", () => {
    const { labels, shape } = loadDataset("mnist", { split: "test" });
    assert.deepEqual(shape, [10000, 28, 28, 1]);
    assert.deepEqual([...labels.subarray(0, 5)], [7, 2, 1, 0, 4]);
  });

  it("has the training mean and deviation that are published for MNIST", () => {
    const { images } = loadDataset("mnist");
    let sum = 0;
    let squares = 0;
    for (const pixel of images) {
      sum += pixel;
      squares += pixel * pixel;
    }
    const mean = sum / images.length;
    const deviation = Math.sqrt(squares / images.length - mean ** 2);
    assert.equal((mean / 255).toFixed(4), "0.1307");
    assert.equal((deviation / 255).toFixed(4), "0.3081");
  });

  it("gives CIFAR-10 with its known means, first labels and class names", () => {
    const { images, labels, shape, classNames } = loadDataset("cifar10");
    assert.deepEqual(shape, [50000, 32, 32, 3]);
    const sums = [0, 0, 0];
    for (let i = 0; i < images.length; i++) sums[i % 3] += images[i];
    assert.deepEqual(
      sums.map((sum) => sum / (50000 * 1024)),
      [125.306918046875, 122.950394140625, 113.86538318359375],
    );
    assert.equal([...labels.subarray(0, 10)].join(" "), "6 9 9 4 1 1 2 7 8 3");
    assert.equal(classNames?.[labels[0]], "frog");
  });

  it("gives the test images of CIFAR-10", () => {
    const { labels, shape } = loadDataset("cifar10", { split: "test" });
    assert.deepEqual(shape, [10000, 32, 32, 3]);
    assert.equal([...labels.subarray(0, 10)].join(" "), "3 8 8 0 6 6 1 6 3 1");
  });

  it("reads a set once a process, and copies are for writing into", () => {
    const first = loadDataset("mnist", { split: "test" });
    assert.equal(loadDataset("mnist", { split: "test" }).images, first.images);
    assert.notEqual(first.images.slice().buffer, first.images.buffer);
  });

  it("names the split it does not know", () => {
    assert.throws(
      () => loadDataset("mnist", { split: "tset" }),
      /no split "tset".*Did you mean "test"/,
    );
  });

  it("notices a flipped bit in the cache", () => {
    const moved = mkdtempSync(join(tmpdir(), "cache-"));
    const { LAB_CACHE_DIR } = process.env;
    try {
      cpSync(
        join(cacheFolder(), "datasets", "mnist"),
        join(moved, "datasets", "mnist"),
        { recursive: true },
      );
      process.env.LAB_CACHE_DIR = moved;
      const file = join(moved, "datasets", "mnist", "t10k-images-idx3-ubyte");
      const bytes = readFileSync(file);
      bytes[5000] ^= 1;
      writeFileSync(file, bytes);
      assert.throws(
        () => loadDataset("mnist", { split: "test" }),
        /t10k-images-idx3-ubyte: sha256 .* expected 0fa7898d.*corrupted/,
      );
    } finally {
      if (LAB_CACHE_DIR === undefined) delete process.env.LAB_CACHE_DIR;
      else process.env.LAB_CACHE_DIR = LAB_CACHE_DIR;
      rmSync(moved, { recursive: true });
    }
  });
});
