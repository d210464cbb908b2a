import assert from "node:assert/strict";
import { seededShift } from "../../lib/experiments/task";
import { takeExamples } from "../../lib/images";
import {
  invertedContrast,
  labelShift,
  posterise,
  renditions,
  verticalFlip,
} from "../../lib/shifts";
import { imageAt, randomImages } from "./sets";

const base = randomImages(600, { side: 8, channels: 3 });
const shifts = [verticalFlip(), invertedContrast()];
const varied = renditions(shifts, { seed: 3 });

describe("renditions", () => {
  it("shows each reference image in one rendition, about as many in each, and says in which", () => {
    const set = varied.reference(base);
    const which = set.attributes!.rendition as Uint8Array;
    const wholes = [base, ...shifts.map((shift) => shift.shifted(base))];
    which.forEach((k, i) =>
      assert.deepEqual(imageAt(set, i), imageAt(wholes[k], i)),
    );
    assert.deepEqual(set.labels, base.labels);
    for (const k of [0, 1, 2]) {
      const count = which.filter((each) => each === k).length;
      assert.ok(
        Math.abs(count - 200) < 3 * Math.sqrt(600 * (1 / 3) * (2 / 3)),
        `${k}: ${count}`,
      );
    }
  });

  it("leaves shifted images as they are", () => {
    assert.deepEqual(varied.shifted(base).images, base.images);
  });

  it("gives an image the same rendition whatever follows it", () => {
    const few = varied.reference(takeExamples(base, [...Array(50).keys()]));
    const { images } = varied.reference(base);
    assert.deepEqual(images.subarray(0, few.images.length), few.images);
  });

  it("takes its parts' seeds, and its own, from the run where they have none", () => {
    assert.deepEqual(
      seededShift(
        { name: "renditions", shifts: [{ name: "noise" }, { name: "blur" }] },
        7,
      ),
      {
        name: "renditions",
        shifts: [
          { name: "noise", strength: 0.25, seed: 7 },
          { name: "blur", strength: 0.5, seed: 1007 },
        ],
        seed: 7,
      },
    );
  });

  it("refuses no shift, and one that leaves examples out", () => {
    assert.throws(() => renditions([]), /renditions got no shift/);
    assert.throws(
      () => renditions([posterise(), labelShift()]),
      /"label shift", which leaves examples out/,
    );
  });
});
