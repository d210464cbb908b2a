import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { spuriousPatch } from "../../lib/shifts";
import { changed, greyImages, imageAt, randomImages } from "./sets";

/** A key of where each image's patch is, or of its grey. */
const patches = (set: LabelledImages) =>
  Array.from({ length: set.shape[0] }, (_, i) => {
    const values = imageAt(set, i);
    const at = values.findIndex((value) => value !== 77);
    return `${at} ${values[at]}`;
  });

const base = greyImages(20_000, 77, 14);

describe("spuriousPatch", () => {
  for (const cue of ["position", "grey level"] as const) {
    it(`shows each class by its own ${cue} at strength 1`, () => {
      const keys = patches(spuriousPatch({ strength: 1, cue }).reference(base));
      assert.equal(new Set(keys).size, 10);
      assert.ok(keys.every((key, i) => key === keys[i % 10]));
    });

    it(`names the own class with probability p + (1 − p)/10 in the reference set, 1/10 in the shifted: ${cue}`, () => {
      const own = patches(spuriousPatch({ strength: 1, cue }).reference(base));
      const shift = spuriousPatch({ strength: 0.6, cue });
      for (const [which, expected] of [
        ["reference", 0.64],
        ["shifted", 0.1],
      ] as const) {
        const keys = patches(shift[which](base));
        const share = keys.filter((key, i) => key === own[i]).length / 20_000;
        const deviation = Math.sqrt((expected * (1 - expected)) / 20_000);
        assert.ok(Math.abs(share - expected) < 4 * deviation, `${share}`);
      }
    });
  }

  it("turns only further images to their class as the strength grows", () => {
    const few = greyImages(500, 77, 14);
    const sets = [0.2, 0.5, 0.9, 1].map((strength) =>
      spuriousPatch({ strength }).reference(few),
    );
    const other = sets.map((set) => changed(set, sets[3]));
    assert.ok(other[2].every((i) => other[1].includes(i)));
    assert.ok(other[1].every((i) => other[0].includes(i)));
    assert.ok(other[0].length > other[1].length);
  });

  it("is out of support once no reference image has another class's patch", () => {
    assert.equal(spuriousPatch({ strength: 0.9 }).kind, "in-support");
    assert.equal(spuriousPatch({ strength: 1 }).kind, "out-of-support");
  });

  it("names images with no room for it, labels beyond its classes and other cues", () => {
    assert.throws(
      () => spuriousPatch().reference(randomImages(1, { side: 7 })),
      /7×7 pixels have no room for patches of 2×2 in 10 places/,
    );
    assert.throws(
      () => spuriousPatch({ classes: 5 }).shifted(base),
      /Image 5 has label 5, but the spurious patch knows 5 classes/,
    );
    assert.throws(() => spuriousPatch({ classes: 1 }), /classes is 1/);
    assert.throws(
      () => spuriousPatch({ cue: "size" as "position" }),
      /cue is "size"/,
    );
  });
});
