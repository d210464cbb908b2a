import assert from "node:assert/strict";
import { counterfactualPairs, type LabelledImages } from "../../lib/images";

const version = (
  label: number,
  pixels: number[],
  ground = [0, 1],
): LabelledImages => ({
  images: Uint8Array.from(pixels),
  labels: new Uint8Array(pixels.length).fill(label),
  shape: [pixels.length, 1, 1, 1],
  attributes: { ground: Uint8Array.from(ground) },
});

describe("counterfactualPairs", () => {
  it("puts the versions of each original side by side, and says which belong together", () => {
    const { images, labels, attributes } = counterfactualPairs([
      version(0, [10, 20]),
      version(1, [11, 21]),
    ]);
    assert.deepEqual([...images], [10, 11, 20, 21]);
    assert.deepEqual([...labels], [0, 1, 0, 1]);
    assert.deepEqual([...(attributes!.pair as Int32Array)], [0, 0, 1, 1]);
    assert.deepEqual([...(attributes!.ground as Uint8Array)], [0, 0, 1, 1]);
  });

  it("refuses one version, different numbers of images, none, and equal labels", () => {
    assert.throws(
      () => counterfactualPairs([version(0, [1])]),
      /two or more classes, got 1/,
    );
    assert.throws(
      () => counterfactualPairs([version(0, [1, 2]), version(1, [1], [0])]),
      /sets of 2, 1 images/,
    );
    assert.throws(
      () => counterfactualPairs([version(0, [], []), version(1, [], [])]),
      /0, 0 images/,
    );
    assert.throws(
      () => counterfactualPairs([version(1, [1, 2]), version(1, [3, 4])]),
      /original 0 has the labels 1, 1/,
    );
  });
});
