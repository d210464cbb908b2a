import assert from "node:assert/strict";
import {
  groupImages,
  withAttribute,
  type LabelledImages,
} from "../../lib/images";

const plain = (labels: number[]): LabelledImages => ({
  images: new Uint8Array(labels.length),
  labels: Uint8Array.from(labels),
  shape: [labels.length, 1, 1, 1],
});
const labels = [0, 0, 0, 1, 1, 1];
const set = withAttribute(
  plain(labels),
  "tint",
  Uint8Array.from([3, 3, 7, 3, 7, 7]),
);

describe("groupImages", () => {
  it("makes a group of each combination, named by its values", () => {
    const { of, names, counts } = groupImages(
      { ...set, classNames: ["cat", "dog"] },
      ["label", "tint"],
    );
    assert.deepEqual(names, [
      "cat, tint 3",
      "cat, tint 7",
      "dog, tint 3",
      "dog, tint 7",
    ]);
    assert.deepEqual([...of], [0, 0, 1, 2, 3, 3]);
    assert.deepEqual([...counts], [2, 1, 1, 2]);
  });

  it("groups by one thing alone, words among them", () => {
    assert.deepEqual(groupImages(set, ["label"]).names, ["class 0", "class 1"]);
    const worded = withAttribute(plain(labels), "ground", [
      "sea",
      "land",
      "sea",
      "land",
      "sea",
      "sea",
    ]);
    assert.deepEqual(groupImages(worded, ["ground"]).names, ["land", "sea"]);
  });

  it("refuses a missing attribute, naming which, of how many images, and what there is", () => {
    assert.throws(
      () => groupImages(set, ["label", "ground"], "The photographs"),
      /The photographs: the 6 images have no attribute "ground"; they have "tint"\./,
    );
    assert.throws(
      () => groupImages(plain(labels), ["tint"]),
      /no attribute "tint"; they have none/,
    );
  });

  it("refuses an image without a value, naming it", () => {
    const angles = withAttribute(
      plain([0, 1]),
      "angle",
      Float32Array.from([1, NaN]),
    );
    assert.throws(
      () => groupImages(angles, ["angle"]),
      /image 1 has no value of the attribute "angle"/,
    );
    const words = withAttribute(plain([0, 1]), "ground", ["sea", ""]);
    assert.throws(() => groupImages(words, ["ground"]), /image 1 has no value/);
  });

  it("refuses a group without an example, naming it", () => {
    const lacking = withAttribute(
      plain([0, 0, 1]),
      "tint",
      Uint8Array.from([3, 7, 3]),
    );
    assert.throws(
      () => groupImages(lacking, ["label", "tint"]),
      /the group "class 1, tint 7" has no example among 3 images\. Take more images, or group by less than label and tint/,
    );
  });

  it("refuses an attribute that equals the label, or follows from it", () => {
    const same = withAttribute(plain(labels), "tint", Uint8Array.from(labels));
    assert.throws(
      () => groupImages(same, ["label", "tint"]),
      /the attribute "tint" follows from the label for all 6 images/,
    );
    // By itself, it makes groups like any other.
    assert.deepEqual([...groupImages(same, ["tint"]).counts], [3, 3]);
  });

  it("refuses to group by nothing", () => {
    assert.throws(() => groupImages(set, []), /nothing to group by/);
  });
});
