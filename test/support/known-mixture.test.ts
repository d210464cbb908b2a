import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { mean, randomStream } from "../../lib/numerics";
import { knownMixture } from "../../lib/support";

/** Images of one pixel, its grey value drawn from the normal distribution about `centre`. */
function pixels(count: number, centre: number, seed: number): LabelledImages {
  const random = randomStream(seed, "pixels");
  const images = Uint8Array.from({ length: count }, () =>
    Math.min(255, Math.max(0, Math.round(random.normal(centre, 25)))),
  );
  return {
    images,
    labels: Uint8Array.from(images, (_, i) => i % 4),
    shape: [count, 1, 1, 1],
  };
}

const base = pixels(20_000, 110, 1);
const fresh = pixels(900, 240, 2);
const share = 0.1;
const mixed = knownMixture(base, fresh, { share, count: 4000, seed: 3 });
const old = [...mixed.isNew.keys()].filter((i) => mixed.isNew[i] === 0);

describe("knownMixture", () => {
  it("has as many new images as asked for, last, with a ratio of Infinity", () => {
    assert.equal(old.length, 3600);
    assert.deepEqual(old, [...Array(3600).keys()]);
    mixed.ratios.forEach((ratio, i) =>
      assert.equal(ratio === Infinity, mixed.isNew[i] === 1),
    );
    assert.ok(mixed.shifted.images.subarray(3600).every((grey) => grey > 150));
  });

  it("weighs old images as p_shift / p_ref says: E_shift[1 / ratio] = 1 − share of what is new", () => {
    // ∫ p_shift · p_ref / p_shift over the support of p_ref is 1.
    const inverse = mean(old.map((i) => 1 / mixed.ratios[i]));
    assert.ok(Math.abs(inverse * (1 - share) - 1) < 0.03, `${inverse}`);
    assert.ok(Math.max(...old.map((i) => mixed.ratios[i])) < 4);
  });

  it("prefers classes with odd numbers by the odds, and bright images", () => {
    const odd = mean(old.map((i) => mixed.shifted.labels[i] % 2));
    assert.ok(Math.abs(odd - 2 / 3) < 0.03, `${odd}`);
    const grey = mean(old.map((i) => mixed.shifted.images[i]));
    // Weighed by exp(z / 2), a normal distribution moves by half a standard deviation.
    assert.ok(Math.abs(grey - 110 - 12.5) < 1.5, `${grey}`);
  });

  it("keeps the new images' groups, and leaves old ones in none", () => {
    const groups = Int32Array.from({ length: 900 }, (_, i) => i % 30);
    const { shifted, isNew } = knownMixture(
      base,
      { ...fresh, groups },
      { share, count: 200 },
    );
    shifted.groups!.forEach((group, i) =>
      assert.equal(group >= 0, isNew[i] === 1),
    );
  });

  it("draws the same images for the same seed, and others for another", () => {
    const again = (seed: number) =>
      knownMixture(base, fresh, { share, count: 4000, seed }).shifted.images;
    assert.deepEqual(again(3), mixed.shifted.images);
    assert.notDeepEqual(again(4), mixed.shifted.images);
  });

  it("refuses a part that would be empty, too few images, another size, a group in both parts", () => {
    const make = (more: object, a = base, b = fresh) =>
      knownMixture(a, b, { share, count: 400, ...more });
    assert.throws(
      () => make({ share: 0.001 }),
      /400 images with share 0\.001 has 0 new ones: one part is empty/,
    );
    assert.throws(
      () => make({ share: 0.999 }),
      /400 new ones: one part is empty/,
    );
    assert.throws(() => make({ share: 0 }), /share is 0/);
    assert.throws(
      () => make({ share: 0.5, count: 4000 }),
      /needs 2000 images of the new part, and there are 900/,
    );
    assert.throws(
      () => make({ share: 0.01, count: 20_000 }),
      /needs 19800 images of the reference distribution/,
    );
    const wide: LabelledImages = { ...fresh, shape: [450, 1, 2, 1] };
    assert.throws(
      () => make({}, base, { ...wide, labels: fresh.labels.slice(0, 450) }),
      /are 1×1×1, new ones 1×2×1/,
    );
    const inGroup = (set: LabelledImages, group: number) => ({
      ...set,
      groups: new Int32Array(set.shape[0]).fill(group),
    });
    assert.throws(
      () => make({}, inGroup(base, 7), inGroup(fresh, 7)),
      /Group 7 has images in both parts/,
    );
  });
});
