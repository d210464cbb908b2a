import assert from "node:assert/strict";
import { resizeImages, toGrey } from "../../lib/images";
import { expected } from "../data/formats/own-images";

const setOf = (pixels: number[], [height, width, channels]: number[]) => ({
  images: Uint8Array.from(pixels),
  labels: Uint8Array.of(0),
  shape: [1, height, width, channels] as [number, number, number, number],
});

describe("resized images", () => {
  it("are OpenCV's: INTER_AREA down, INTER_LINEAR up", () => {
    for (const { shape, pixels, size, resized } of expected.sizes) {
      const { images } = resizeImages(setOf(pixels, shape), size, {
        fit: "stretch",
      });
      resized.forEach((value, k) => {
        // OpenCV's weights are floats, so a half may round either way.
        assert.ok(
          Math.abs(images[k] - value) <= 0.501,
          `${shape.join("×")} to ${size.join("×")}, value ${k}: ${images[k]}, expected ${value}`,
        );
      });
    }
  });

  it("keep the same size as it is", () => {
    const { pixels, shape } = expected.sizes[0];
    const set = setOf(pixels, shape);
    assert.deepEqual(resizeImages(set, [shape[0], shape[1]]), set);
  });

  it("are cut about the middle to keep proportions", () => {
    const row = setOf([9, 1, 2, 9], [1, 4, 1]);
    assert.deepEqual([...resizeImages(row, 1).images], [1]);
    assert.deepEqual([...resizeImages(row, [1, 2]).images], [1, 2]);
    const tall = setOf([50, 10, 20, 50], [4, 1, 1]);
    assert.deepEqual([...resizeImages(tall, [2, 1]).images], [10, 20]);
    const wide = setOf([9, 9, 1, 3, 2, 4, 9, 9], [2, 4, 1]);
    assert.deepEqual([...resizeImages(wide, 1).images], [6]);
  });

  it("treat each image of a set alone and keep labels, names and groups", () => {
    const set = {
      images: Uint8Array.of(0, 100, 200, 255),
      labels: Uint8Array.of(1, 0),
      shape: [2, 1, 2, 1] as [number, number, number, number],
      classNames: ["a", "b"],
      groups: Int32Array.of(3, 4),
    };
    assert.deepEqual(resizeImages(set, 1, { fit: "stretch" }), {
      ...set,
      images: Uint8Array.of(50, 228),
      shape: [2, 1, 1, 1],
    });
  });

  it("refuse sizes that are none, and images without a pixel", () => {
    for (const size of [0, -1, 1.5, NaN, [3, 0] as const]) {
      assert.throws(
        () => resizeImages(setOf([7], [1, 1, 1]), size),
        /^RangeError: size is .*, expected a whole number of pixels from 1/,
      );
    }
    assert.throws(
      () => resizeImages(setOf([], [0, 3, 1]), 2),
      /^RangeError: An image of 0 × 3 pixels has no size to change/,
    );
  });
});

describe("images in grey", () => {
  it("are returned as they are where they are grey", () => {
    const set = setOf([1, 2], [1, 2, 1]);
    assert.equal(toGrey(set), set);
  });

  it("refuse other channels", () => {
    assert.throws(
      () => toGrey(setOf([1, 2], [1, 1, 2])),
      /^RangeError: Images with 2 channels cannot be made grey/,
    );
  });
});
