import assert from "node:assert/strict";
import { loadDataset } from "../../lib/data";
import {
  sampleExamples,
  takeExamples,
  type LabelledImages,
} from "../../lib/images";
import {
  combiningShifts,
  compose,
  labelShift,
  shiftFrom,
  shiftNames,
  spuriousTint,
  verticalFlip,
} from "../../lib/shifts";
import { measureShift, measureSupport } from "../../lib/support";
import { greyImages, randomImages } from "../shifts/sets";

const clothes = sampleExamples(loadDataset("fashion-mnist"), 2400, 1);
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** Even greys: image i of `values[i]`. */
const greys = (values: number[], labels?: number[]): LabelledImages => ({
  images: Uint8Array.from(values.flatMap((v) => Array(16).fill(v))),
  labels: Uint8Array.from(labels ?? values.map(() => 0)),
  shape: [values.length, 4, 4, 1],
});
/** 0, 2, … 198, each four times. */
const evenGreys = range(0, 400).map((i) => 2 * (i % 100));

describe("measureSupport", () => {
  it("finds no change in support: grey, on images that are grey already", () => {
    const grey = shiftFrom({ name: "grey" });
    assert.equal(measureShift(grey, clothes).verdict, "in-support");
  });

  const changing = shiftNames.filter(
    (name) => ![...combiningShifts, "grey"].includes(name),
  );
  for (const name of changing) {
    it(`agrees with the declared kind: ${name}`, () => {
      const shift = shiftFrom({ name, seed: 2 });
      assert.equal(measureShift(shift, clothes).verdict, shift.kind);
    });
  }

  it("agrees on compositions", () => {
    const inSupport = compose(spuriousTint(), labelShift());
    assert.equal(measureShift(inSupport, clothes).verdict, "in-support");
    const out = compose(spuriousTint(), verticalFlip());
    assert.equal(measureShift(out, clothes).verdict, "out-of-support");
  });

  it("finds two samples of one distribution in support, about 1 % of them beyond each threshold", () => {
    const reference = takeExamples(clothes, range(0, 1200));
    const shifted = takeExamples(clothes, range(1200, 2400));
    const { verdict, views } = measureSupport(reference, shifted);
    assert.equal(verdict, "in-support");
    for (const { view, share, lower, upper } of views) {
      assert.ok(share < 0.03, `${view}: ${share}`);
      assert.ok(lower <= share && share <= upper);
    }
  });

  it("counts what lies farther off than held-out examples do, known by hand", () => {
    // Held-out greys have an equal or the next even one (2 off) in the other half, or now and then the one after that.
    const { views, verdict } = measureSupport(
      greys(evenGreys),
      greys([...range(0, 70).map((i) => 2 * i), ...Array(30).fill(240)]),
      { withinClass: false },
    );
    const layout = views.find(({ view }) => view === "layout")!;
    assert.equal(layout.share, 0.3);
    assert.ok(layout.threshold <= 4);
    assert.equal(verdict, "out-of-support");
    assert.ok(layout.lower > 0.18 && layout.upper < 0.45);
  });

  it("takes labels into account, unless told not to", () => {
    // Dark ones are of class 0, light ones of class 1; then the other way about.
    const label = (value: number) => (value < 100 ? 0 : 1);
    const reference = greys(evenGreys, evenGreys.map(label));
    const shifted = greys(
      evenGreys,
      evenGreys.map((value) => 1 - label(value)),
    );
    const verdict = (withinClass: boolean) =>
      measureSupport(reference, shifted, { withinClass }).verdict;
    assert.equal(verdict(true), "out-of-support");
    assert.equal(verdict(false), "in-support");
  });

  it("finds a class that the reference set lacks out of support", () => {
    const reference = takeExamples(
      clothes,
      range(0, 2400).filter((i) => clothes.labels[i] !== 3),
    );
    const shifted = takeExamples(
      clothes,
      range(0, 2400).filter((i) => clothes.labels[i] === 3),
    );
    const { verdict, views } = measureSupport(reference, shifted);
    assert.equal(verdict, "out-of-support");
    assert.equal(views[0].share, 1);
  });

  it("is undecided where few shifted examples leave it open", () => {
    const shifted = greys([10, 20, 30, 40, 240]);
    const { verdict } = measureSupport(greys(evenGreys), shifted);
    assert.equal(verdict, "undecided");
  });

  it("widens what it takes for support as ε falls", () => {
    const shifted = greys([
      ...range(0, 85).map((i) => 2 * i),
      ...Array(15).fill(240),
    ]);
    const verdict = (epsilon: number) =>
      measureSupport(greys(evenGreys), shifted, { epsilon }).verdict;
    assert.equal(verdict(0.5), "out-of-support");
    assert.equal(verdict(0.02), "in-support");
  });

  it("refuses sets that are too small, of different sizes or no sets, and other ε", () => {
    assert.throws(
      () => measureSupport(greyImages(150, 9), greyImages(5, 9)),
      /on 150 reference and 5 shifted examples; give at least 200/,
    );
    assert.throws(
      () => measureSupport(greyImages(300, 9), greyImages(0, 9)),
      /0 shifted/,
    );
    assert.throws(
      () => measureSupport(greyImages(300, 9, 8), greyImages(300, 9, 9)),
      /Reference images are 8×8 pixels and shifted images 9×9/,
    );
    const twoChannels = randomImages(300, { channels: 2 });
    assert.throws(() => measureSupport(twoChannels, twoChannels), /2 channels/);
    for (const epsilon of [0, 1, NaN]) {
      assert.throws(
        () => measureSupport(greyImages(300, 9), greyImages(9, 9), { epsilon }),
        /epsilon is/,
      );
    }
  });
});
