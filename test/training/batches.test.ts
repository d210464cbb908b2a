import assert from "node:assert/strict";
import { shuffledBatches } from "../../lib/training/batches";
import type { LabelledImages } from "../../lib/images";

/** Each image is full of its own number; its label is that number modulo 3. */
const numbered = (count: number): LabelledImages => ({
  images: Uint8Array.from({ length: count * 6 }, (_, i) => Math.floor(i / 6)),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
  shape: [count, 2, 3, 1],
});
const still = { flip: false, shift: 0 };

describe("shuffledBatches", () => {
  const epoch = (seed: number, count = 10, size = 4) => {
    const batches = shuffledBatches(numbered(count), size, seed, still);
    return [0, 1].map(() => [...batches.next().value.indices]);
  };

  it("keeps images, labels and positions together", () => {
    const batch = shuffledBatches(numbered(10), 4, 1, still).next().value;
    batch.indices.forEach((index, i) => {
      assert.equal(batch.images[6 * i], index);
      assert.equal(batch.labels[i], index % 3);
    });
    assert.deepEqual(batch.shape, [4, 2, 3, 1]);
  });

  it("shows no example twice in an epoch and drops the remainder", () => {
    const seen = epoch(1).flat();
    assert.equal(seen.length, 8);
    assert.equal(new Set(seen).size, 8);
  });

  it("orders by the seed, and each epoch anew", () => {
    assert.deepEqual(epoch(1), epoch(1));
    assert.notDeepEqual(epoch(1), epoch(2));
    const [first, second] = epoch(3, 12, 12);
    assert.deepEqual([...first].sort(), [...second].sort());
    assert.notDeepEqual(first, second);
  });

  it("gives a set smaller than a batch whole", () => {
    const [first] = epoch(1, 3, 100);
    assert.deepEqual([...first].sort(), [0, 1, 2]);
  });

  const rows = (images: Uint8Array) =>
    [0, 1].map((y) => [...images.subarray(3 * y, 3 * y + 3)]);
  const one: LabelledImages = {
    images: Uint8Array.of(1, 2, 3, 4, 5, 6),
    labels: Uint8Array.of(0),
    shape: [1, 2, 3, 1],
  };
  const variants = (augmentation: { flip: boolean; shift: number }) => {
    const batches = shuffledBatches(one, 1, 5, augmentation);
    const seen = Array.from({ length: 60 }, () =>
      JSON.stringify(rows(batches.next().value.images)),
    );
    return new Set(seen);
  };

  it("mirrors half of the images", () => {
    assert.deepEqual([...variants({ flip: true, shift: 0 })].sort(), [
      "[[1,2,3],[4,5,6]]",
      "[[3,2,1],[6,5,4]]",
    ]);
  });

  it("shifts by up to the given pixels, repeating the edge", () => {
    const seen = variants({ flip: false, shift: 1 });
    assert.equal(seen.size, 9);
    assert.ok(seen.has("[[1,1,2],[1,1,2]]")); // down and right
    assert.ok(seen.has("[[5,6,6],[5,6,6]]")); // up and left
  });

  it("leaves the set itself as it was, and hands batches to the hook", () => {
    const hooked = shuffledBatches(
      one,
      1,
      5,
      { flip: true, shift: 1 },
      (images) => images.fill(9),
    );
    assert.deepEqual([...hooked.next().value.images], [9, 9, 9, 9, 9, 9]);
    assert.deepEqual([...one.images], [1, 2, 3, 4, 5, 6]);
  });
});
