import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { labelShift } from "../../lib/shifts";
import { randomImages } from "./sets";

const base = randomImages(20_000, { side: 1 });
const preferred = [0, 2, 4, 6, 8];
const shareOfOdd = ({ labels }: LabelledImages) =>
  labels.filter((label) => label % 2 === 1).length / labels.length;

describe("labelShift", () => {
  it("makes the rare half a share p of the set, the other half in the shifted set", () => {
    const { reference, shifted } = labelShift({ strength: 0.2, preferred });
    assert.ok(Math.abs(shareOfOdd(reference(base)) - 0.2) < 0.015);
    assert.ok(Math.abs(shareOfOdd(shifted(base)) - 0.8) < 0.015);
  });

  it("keeps each example of the rare half with probability p/(1 − p), and all others", () => {
    const set = labelShift({ strength: 0.1, preferred }).reference(base);
    const odd = set.labels.filter((label) => label % 2 === 1).length;
    assert.equal(set.labels.length - odd, 10_000);
    const deviation = Math.sqrt((1 / 9) * (8 / 9) * 10_000);
    assert.ok(Math.abs(odd - 10_000 / 9) < 4 * deviation, `${odd}`);
  });

  it("is no shift at ½", () => {
    const { reference, shifted } = labelShift({ strength: 0.5 });
    assert.equal(reference(base).labels.length, 20_000);
    assert.deepEqual(reference(base), shifted(base));
  });

  it("draws its halves from the seed, five classes each of ten", () => {
    const halves = [1, 2, 3].map(
      (seed) => labelShift({ seed }).spec!.preferred as number[],
    );
    assert.ok(halves.every((half) => new Set(half).size === 5));
    assert.equal(new Set(halves.map(String)).size, 3);
    assert.deepEqual(labelShift({ seed: 1 }).spec!.preferred, halves[0]);
  });

  it("only adds examples as p grows", () => {
    // One byte an image; the images themselves tell examples apart.
    const numbered: LabelledImages = {
      images: Uint8Array.from({ length: 200 }, (_, i) => i),
      labels: Uint8Array.from({ length: 200 }, (_, i) => i % 10),
      shape: [200, 1, 1, 1],
    };
    const [few, more] = [0.2, 0.4].map(
      (strength) =>
        new Set(labelShift({ strength }).reference(numbered).images),
    );
    assert.ok([...few].every((i) => more.has(i)));
    assert.ok(more.size > few.size);
  });

  it("names the class that it would empty", () => {
    const few = randomImages(20, { side: 1 });
    assert.throws(
      () => labelShift({ strength: 0.01, preferred }).reference(few),
      /leaves none of the 2 examples of class 1 in the reference set/,
    );
    assert.throws(
      () => labelShift({ strength: 0.01, preferred }).shifted(few),
      /class 0 in the shifted set/,
    );
  });

  it("refuses strengths at which classes are empty or nothing shifts", () => {
    assert.throws(() => labelShift({ strength: 0 }), /strength is 0, .*empty/);
    assert.throws(() => labelShift({ strength: 0.7 }), /at most 0\.5/);
  });

  it("refuses a preference for all classes, for none, or for what is no class", () => {
    const all = [...Array(10).keys()];
    assert.throws(
      () => labelShift({ preferred: all }),
      /covers all of the 10 classes/,
    );
    assert.throws(() => labelShift({ preferred: [] }), /covers none of the 10/);
    for (const preferred of [[10], [-1], [0.5], [1, 1]]) {
      assert.throws(() => labelShift({ preferred }), /different classes/);
    }
  });

  it("names a label beyond its classes", () => {
    assert.throws(
      () => labelShift({ classes: 4 }).reference(base),
      /Image 4 has label 4, but the label shift knows 4 classes/,
    );
  });
});
