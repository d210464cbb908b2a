import assert from "node:assert/strict";
import {
  joinExamples,
  requireLabelledImages,
  takeExamples,
  toRgb,
  withAttribute,
  type LabelledImages,
} from "../../lib/images";

const plain = (first = 0): LabelledImages => ({
  images: Uint8Array.of(10, 20, 30).map((value) => first + value),
  labels: Uint8Array.of(0, 1, 2),
  shape: [3, 1, 1, 1],
});
const named = withAttribute(
  withAttribute(plain(), "tint", Uint8Array.of(7, 8, 9)),
  "place",
  ["north", "south", "west"],
);

describe("attributes of images", () => {
  it("follow the examples that are taken, of the type they had", () => {
    const { attributes } = takeExamples(named, [2, 0, 2]);
    assert.deepEqual(attributes, {
      tint: Uint8Array.of(9, 7, 9),
      place: ["west", "north", "west"],
    });
    assert.deepEqual(toRgb(named).attributes, named.attributes);
    assert.equal(takeExamples(plain(), [1]).attributes, undefined);
  });

  it("get a number where the name is taken, and leave the set given alone", () => {
    const twice = withAttribute(named, "tint", Uint8Array.of(1, 2, 3));
    const thrice = withAttribute(twice, "tint", Uint8Array.of(4, 5, 6));
    assert.deepEqual(Object.keys(thrice.attributes!), [
      "tint",
      "place",
      "tint 2",
      "tint 3",
    ]);
    assert.deepEqual(thrice.attributes!.tint, Uint8Array.of(7, 8, 9));
    assert.deepEqual(Object.keys(named.attributes!), ["tint", "place"]);
  });

  it("are joined where all sets have them", () => {
    const other = withAttribute(plain(100), "tint", Uint8Array.of(1, 2, 3));
    const joined = joinExamples([named, other]);
    assert.deepEqual(joined, {
      images: Uint8Array.of(10, 20, 30, 110, 120, 130),
      labels: Uint8Array.of(0, 1, 2, 0, 1, 2),
      shape: [6, 1, 1, 1],
      attributes: { tint: Uint8Array.of(7, 8, 9, 1, 2, 3) },
    });
    assert.equal("attributes" in joinExamples([named, plain()]), false);
  });

  it("keep numbers exact where the sets hold them in different types", () => {
    const fractions = withAttribute(
      plain(),
      "tint",
      Float32Array.of(0.5, 1, 2),
    );
    assert.deepEqual(
      joinExamples([named, fractions]).attributes!.tint,
      Float32Array.of(7, 8, 9, 0.5, 1, 2),
    );
  });

  it("are refused where there is not one an image", () => {
    const short = withAttribute(plain(), "tint", Uint8Array.of(1));
    assert.throws(
      () => requireLabelledImages(short, "My set"),
      /My set: attribute "tint" has 1 values for 3 images; give one an image/,
    );
  });
});
