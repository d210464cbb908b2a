import assert from "node:assert/strict";
import {
  compose,
  labelShift,
  partly,
  spuriousTint,
  verticalFlip,
} from "../../lib/shifts";
import { imageAt, randomImages } from "./sets";

const base = randomImages(400, { side: 14, channels: 3 });
const flip = verticalFlip({ seed: 3 });

describe("partly", () => {
  it("shifts a share of the images, says which, and leaves the others as in the reference set", () => {
    const half = partly(flip, { share: 0.25 });
    const [shifted, whole] = [half.shifted(base), flip.shifted(base)];
    const hit = shifted.attributes![flip.name] as Uint8Array;
    hit.forEach((one, i) =>
      assert.deepEqual(imageAt(shifted, i), imageAt(one ? whole : base, i)),
    );
    const count = hit.filter(Boolean).length;
    assert.ok(
      Math.abs(count - 100) < 3 * Math.sqrt(400 * 0.25 * 0.75),
      `${count}`,
    );
    assert.deepEqual(half.reference(base), flip.reference(base));
  });

  it("is nothing at a share of 0, and the shift itself at 1", () => {
    assert.deepEqual(
      partly(flip, { share: 0 }).shifted(base).images,
      base.images,
    );
    assert.deepEqual(
      partly(flip, { share: 1 }).shifted(base).images,
      flip.shifted(base).images,
    );
  });

  it("keeps what the shift draws, where reference images have it, too", () => {
    const tint = spuriousTint({ strength: 0.7, seed: 2 });
    const shifted = partly(tint).shifted(base);
    const [reference, whole] = [tint.reference(base), tint.shifted(base)].map(
      ({ attributes }) => attributes!.tint,
    );
    const hit = shifted.attributes![tint.name];
    Array.from(hit as Uint8Array).forEach((one, i) =>
      assert.equal(shifted.attributes!.tint[i], (one ? whole : reference)[i]),
    );
  });

  it("draws parts of a composition apart, so that all four kinds of images come about", () => {
    const both = compose(
      partly(spuriousTint({ seed: 1 })),
      partly(verticalFlip({ seed: 1 })),
    );
    const { attributes } = both.shifted(base);
    const kinds = Array.from(
      attributes!["spurious tint"] as Uint8Array,
      (one, i) => 2 * one + Number(attributes!["vertical flip"][i]),
    );
    [0, 1, 2, 3].forEach((kind) => {
      const count = kinds.filter((each) => each === kind).length;
      assert.ok(
        Math.abs(count - 100) < 4 * Math.sqrt(400 * 0.25 * 0.75),
        `${kind}: ${count}`,
      );
    });
  });

  it("refuses a shift that leaves examples out, and a share beyond 1", () => {
    assert.throws(
      () => partly(labelShift()),
      /"label shift", which leaves examples out/,
    );
    assert.throws(
      () => partly(flip, { share: 50 }),
      /share is 50.*did you mean 0\.5/,
    );
  });
});
