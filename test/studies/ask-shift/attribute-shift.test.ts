import assert from "node:assert/strict";
import type { LabelledImages } from "../../../lib/images";
import { attributeShifts } from "../../../lib/studies/ask-shift/attribute-shift";

/** Forty images of two classes with attributes. */
const sample = (attributes: LabelledImages["attributes"]): LabelledImages => ({
  images: new Uint8Array(40),
  labels: Uint8Array.from({ length: 40 }, (_, i) => i % 2),
  shape: [40, 1, 1, 1],
  attributes,
});
const each = <T>(value: (i: number) => T) =>
  Array.from({ length: 40 }, (_, i) => value(i));
const tint = (isTied: boolean) =>
  each((i) => ((isTied ? i : i >> 1) % 2 ? "red" : "blue"));

describe("attributeShifts", () => {
  const reference = sample({
    tint: tint(true),
    place: each((i) => (i % 5 > 0 ? "in" : "out")),
  });
  const shifted = sample({
    tint: tint(false),
    place: each((i) => (i % 5 > 0 ? "in" : "out")),
    more: each(() => "x"),
  });
  const isOut = each((i) => i % 4 < 2);
  const found = attributeShifts(reference, shifted, isOut);

  it("finds the cue that gives the class away in one sample alone, first", () => {
    const [first] = found;
    assert.equal(first.attribute, "tint");
    assert.ok(first.association.reference > 0.999);
    assert.ok(first.association.shifted < 0.1);
    assert.equal(first.distance, 0);
  });

  it("says how much of each value is out of support", () => {
    assert.deepEqual(found[0].outOfSupport, [1, 0]);
  });

  it("compares what both have, and leaves measurements out", () => {
    assert.deepEqual(
      found.map(({ attribute }) => attribute),
      ["tint", "place"],
    );
    const measured = sample({ hue: Float32Array.from(each((i) => i / 40)) });
    const other = sample({
      hue: Float32Array.from(each((i) => (i + 0.5) / 40)),
    });
    assert.deepEqual(attributeShifts(measured, other, isOut), []);
  });
});
