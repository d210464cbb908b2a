import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { nearestExamples } from "../../lib/support";
import { noise } from "../../lib/shifts";
import { greyImages, randomImages } from "../shifts/sets";

/** Even greys of 8×8 pixels. */
const greys = (values: number[], labels: number[]): LabelledImages => ({
  ...greyImages(values.length, 0),
  images: Uint8Array.from(values.flatMap((value) => Array(64).fill(value))),
  labels: Uint8Array.from(labels),
});

describe("nearestExamples", () => {
  const others = greys([0, 100, 104, 200], [0, 0, 1, 1]);

  it("finds the nearest of the same class, or of any", () => {
    const set = greys([103, 255], [0, 0]);
    assert.deepEqual(nearestExamples(set, others), {
      indices: [1, 1],
      distances: [3, 155],
    });
    assert.deepEqual(nearestExamples(set, others, { withinClass: false }), {
      indices: [2, 3],
      distances: [1, 55],
    });
  });

  it("finds none of a class that there is not", () => {
    assert.deepEqual(nearestExamples(greys([5], [7]), others), {
      indices: [-1],
      distances: [Infinity],
    });
  });

  it("sees by its view alone what that measures: a grey image has no colour", () => {
    const base = randomImages(20);
    const noisy = noise().shifted(base);
    const distances = (view: string) =>
      Math.max(...nearestExamples(noisy, base, { view }).distances);
    assert.equal(distances("colour"), 0);
    assert.ok(distances("contrast") > 0);
  });

  it("measures what each view says, known by hand", () => {
    // Black but for one white pixel in the middle of 28 × 28.
    const point = greyImages(1, 0, 28);
    point.images[14 * 28 + 14] = 255;
    const far = (view: string) =>
      nearestExamples(point, greyImages(1, 0, 28), { view }).distances[0];
    assert.equal(far("layout"), 255 / 16);
    assert.equal(far("contrast"), 255);
    assert.equal(far("levels"), 255);
    assert.equal(far("grain"), 0);
    const red = greyImages(1, 0, 28);
    red.images = new Uint8Array(28 * 28 * 3);
    red.shape = [1, 28, 28, 3];
    for (let k = 0; k < red.images.length; k += 3) red.images[k] = 90;
    const [away] = nearestExamples(red, greyImages(1, 0, 28), {
      view: "colour",
    }).distances;
    assert.equal(away, 90);
  });

  it("suggests the nearest view", () => {
    assert.throws(
      () => nearestExamples(others, others, { view: "color" }),
      /no view "color"\. Did you mean "colour"/,
    );
  });
});
