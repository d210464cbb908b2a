import assert from "node:assert/strict";
import { resizeImages, takeExamples, toRgb } from "../../lib/images";
import type { LabelledImages } from "../../lib/images";
import {
  checkedShift,
  labelShift,
  shiftFrom,
  shiftNames,
  combiningShifts,
} from "../../lib/shifts";
import { randomImages } from "./sets";

const base = randomImages(600, { side: 14 });

const mine = (shifted: (set: LabelledImages) => LabelledImages, more = {}) =>
  checkedShift({
    name: "mine",
    kind: "out-of-support",
    seed: 0,
    description: "Mine.",
    reference: toRgb,
    shifted,
    ...more,
  });

describe("checkedShift", () => {
  for (const name of shiftNames.filter(
    (name) => !combiningShifts.includes(name),
  ))
    it(`leaves a shift of this library as it is: ${name}`, () => {
      const shift = shiftFrom({ name });
      const looked = checkedShift(shift);
      assert.deepEqual(looked.reference(base), shift.reference(base));
      assert.deepEqual(looked.shifted(base), shift.shifted(base));
    });

  it("refuses images of another size", () => {
    const shift = mine((set) => resizeImages(toRgb(set), 7));
    assert.throws(
      () => shift.shifted(base),
      /"mine", shifted set: its images are 7×7 pixels, made from 14×14.*resize/,
    );
    assert.deepEqual(shift.reference(base), toRgb(base));
  });

  it("refuses grey images", () => {
    assert.throws(() => mine((set) => set).shifted(base), /1 channels.*toRgb/);
  });

  it("refuses other labels, naming the image", () => {
    const shift = mine((set) => ({
      ...toRgb(set),
      labels: set.labels.map((label, i) => (i === 3 ? 9 : label)),
    }));
    assert.throws(
      () => shift.shifted(base),
      /image 3 has label 9, but 3 before/,
    );
  });

  it("refuses to leave out examples in silence, and more than there were", () => {
    const half = (set: LabelledImages) =>
      takeExamples(toRgb(set), [...Array(300).keys()]);
    assert.throws(() => mine(half).shifted(base), /300 images, made from 600/);
    assert.equal(mine(half, { selects: true }).shifted(base).shape[0], 300);
    const twice = (set: LabelledImages) =>
      takeExamples(
        toRgb(set),
        [...Array(1200).keys()].map((i) => i % 600),
      );
    assert.throws(
      () => mine(twice, { selects: true }).shifted(base),
      /1200 images/,
    );
  });

  it("refuses a class that no image had", () => {
    const shift = mine(
      (set) => ({ ...toRgb(set), labels: set.labels.map(() => 77) }),
      { selects: true },
    );
    assert.throws(() => shift.shifted(base), /label 77, which no image has/);
  });

  it("refuses labels that are not one an image", () => {
    const shift = mine((set) => ({
      ...toRgb(set),
      labels: set.labels.slice(1),
    }));
    assert.throws(() => shift.shifted(base), /600 images but 599 labels/);
  });

  it("lets a label shift choose", () => {
    assert.ok(checkedShift(labelShift()).shifted(base).shape[0] < 600);
  });
});
