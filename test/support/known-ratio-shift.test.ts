import assert from "node:assert/strict";
import { loadDataset } from "../../lib/data";
import { mean } from "../../lib/numerics";
import { joinDomains, knownRatioShift } from "../../lib/support";

const digits = loadDataset("mnist", { split: "test" });
const ink = (images: Uint8Array, i: number) =>
  images.subarray(784 * i, 784 * (i + 1)).reduce((sum, each) => sum + each, 0);

describe("knownRatioShift", () => {
  const shift = knownRatioShift(digits, { tilt: 1, seed: 1 });

  it("has ratios that weigh the reference as the shifted set", () => {
    const { reference, shifted, referenceRatios } = shift;
    // E_ref[ratio] = 1, and E_ref[ratio · ink] = E_shift[ink].
    assert.ok(Math.abs(mean(referenceRatios) - 1) < 0.03);
    const inks = Array.from(referenceRatios, (_, i) =>
      ink(reference.images, i),
    );
    const weighted = mean(inks.map((each, i) => each * referenceRatios[i]));
    const ofShifted = mean(
      Array.from(shifted.labels, (_, i) => ink(shifted.images, i)),
    );
    assert.ok(Math.abs(weighted / ofShifted - 1) < 0.02);
    assert.ok(ofShifted > 1.2 * mean(inks));
  });

  it("turns new ones upside down, and calls their ratio infinite", () => {
    const novel = knownRatioShift(digits, { tilt: 1, novel: 0.3, seed: 1 });
    const count = novel.shiftedRatios.length;
    const share =
      novel.shiftedRatios.filter((ratio) => ratio === Infinity).length / count;
    assert.ok(Math.abs(share - 0.3) < 0.05, `${share}`);
    assert.ok(Math.abs(mean(novel.referenceRatios) - 0.7) < 0.03);
    assert.equal(Math.max(...novel.referenceRatios) < Infinity, true);
  });

  it("has no image twice", () => {
    const seen = new Set<string>();
    for (const { images } of [shift.reference, shift.shifted])
      for (let i = 0; i < images.length; i += 784)
        seen.add(Buffer.from(images.subarray(i, i + 784)).toString("latin1"));
    assert.equal(seen.size, shift.reference.shape[0] + shift.shifted.shape[0]);
  });

  it("with no tilt is no shift", () => {
    const none = knownRatioShift(digits, { tilt: 0 });
    assert.ok(none.shiftedRatios.every((ratio) => ratio === 1));
  });

  it("refuses options out of range and too few images", () => {
    assert.throws(() => knownRatioShift(digits, { tilt: NaN }), /tilt is NaN/);
    assert.throws(() => knownRatioShift(digits, { novel: 1 }), /novel is 1/);
    assert.throws(
      () =>
        knownRatioShift({
          images: new Uint8Array(3),
          labels: new Uint8Array(3),
          shape: [3, 1, 1, 1],
        }),
      /4 images or more, got 3/,
    );
  });
});

describe("joinDomains", () => {
  const set = (count: number, value: number, groups?: number[]) => ({
    images: new Uint8Array(count).fill(value),
    labels: new Uint8Array(count).fill(value),
    shape: [count, 1, 1, 1] as [number, number, number, number],
    ...(groups ? { groups: Int32Array.from(groups) } : {}),
  });

  it("puts reference first, and keeps groups of the two apart", () => {
    const joined = joinDomains(set(2, 5, [0, 3]), set(3, 7, [0, 0, 1]));
    assert.deepEqual([...joined.isShifted], [0, 0, 1, 1, 1]);
    assert.deepEqual([...joined.labels], [5, 5, 7, 7, 7]);
    assert.deepEqual([...joined.groups], [0, 3, 4, 4, 5]);
    assert.deepEqual([...joinDomains(set(1, 3), set(1, 2)).groups], [-1, -1]);
  });

  it("refuses images of different shapes, and an empty set", () => {
    assert.throws(
      () =>
        joinDomains(set(1, 3), {
          images: new Uint8Array(4),
          labels: new Uint8Array(1),
          shape: [1, 2, 2, 1],
        }),
      /1×1×1, shifted ones 2×2×1/,
    );
    assert.throws(() => joinDomains(set(1, 3), set(0, 3)), /1 reference and 0/);
  });
});
