import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { spuriousTint, tintColours, unseenTint } from "../../lib/shifts";

/** `count` grey 2×2 images of one value, with labels 0 … 9 in turn. */
function greys(count: number, value = 100): LabelledImages {
  return {
    images: new Uint8Array(count * 4).fill(value),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
    shape: [count, 2, 2, 1],
  };
}

/** Which class's colour each image of a set made from {@link greys} has. */
function colourClasses(set: LabelledImages, seed: number, opacity = 0.25) {
  const colours = tintColours(10, seed).map((colour) =>
    colour.map((c) => Math.round(75 + opacity * c)).join(),
  );
  return Array.from({ length: set.shape[0] }, (_, i) =>
    colours.indexOf([...set.images.subarray(12 * i, 12 * i + 3)].join()),
  );
}

const agreement = (classes: number[], labels: Uint8Array) =>
  classes.filter((c, i) => c === labels[i]).length / classes.length;

describe("tint shifts", () => {
  it("blend x ← (1 − α)·x + α·colour in every pixel", () => {
    const { images, shape } = unseenTint({ seed: 3 }).shifted(greys(50));
    assert.deepEqual(shape, [50, 2, 2, 3]);
    const classes = colourClasses(
      { images, shape, labels: greys(50).labels },
      3,
    );
    assert.ok(classes.every((c) => c >= 0));
    for (let i = 0; i < 50; i++) {
      const pixels = [0, 1, 2, 3].map((p) =>
        images.subarray(12 * i + 3 * p, 12 * i + 3 * p + 3).join(),
      );
      assert.equal(new Set(pixels).size, 1);
    }
  });

  it("give an image its own class's colour with probability p + (1 − p)/10", () => {
    const base = greys(20_000);
    for (const strength of [0, 0.5, 0.9]) {
      const set = spuriousTint({ strength, seed: 1 }).reference(base);
      const share = agreement(colourClasses(set, 1), base.labels);
      const expected = strength + (1 - strength) / 10;
      const deviation = Math.sqrt((expected * (1 - expected)) / 20_000);
      assert.ok(Math.abs(share - expected) < 4 * deviation, `${share}`);
    }
  });

  it("are certain at strength 1", () => {
    const base = greys(500);
    const set = spuriousTint({ strength: 1, seed: 1 }).reference(base);
    assert.equal(agreement(colourClasses(set, 1), base.labels), 1);
  });

  it("draw the colour at random in the shifted set, whatever the strength", () => {
    const base = greys(20_000);
    const { images } = spuriousTint({ strength: 1, seed: 1 }).shifted(base);
    const set = {
      ...base,
      images,
      shape: [20_000, 2, 2, 3] as [number, number, number, number],
    };
    const share = agreement(colourClasses(set, 1), base.labels);
    assert.ok(Math.abs(share - 0.1) < 4 * Math.sqrt(0.09 / 20_000));
  });

  it("fix the colour of each example: the same seed gives the same images", () => {
    const base = greys(100);
    const images = (seed: number) =>
      Buffer.from(spuriousTint({ seed }).reference(base).images);
    assert.ok(images(1).equals(images(1)));
    assert.ok(!images(1).equals(images(2)));
  });

  it("leave the reference set of an unseen tint grey, and change nothing at opacity 0", () => {
    const base = greys(3);
    assert.ok(
      unseenTint()
        .reference(base)
        .images.every((x) => x === 100),
    );
    const { images } = unseenTint({ opacity: 0 }).shifted(base);
    assert.ok(images.every((x) => x === 100));
  });

  it("leave the base set as it was", () => {
    const base = greys(10);
    spuriousTint().reference(base);
    assert.ok(base.images.every((x) => x === 100));
    assert.deepEqual(base.shape, [10, 2, 2, 1]);
  });

  it("say what they are", () => {
    const { name, kind, description } = spuriousTint({ strength: 0.7 });
    assert.equal(name, "spurious tint");
    assert.equal(kind, "in-support");
    assert.match(description, /probability 0\.7/);
    assert.equal(unseenTint().kind, "out-of-support");
  });

  for (const value of [-0.1, 1.1, NaN]) {
    it(`refuse ${value} as strength or opacity`, () => {
      assert.throws(
        () => spuriousTint({ strength: value }),
        new RegExp(`strength is ${value}, expected a number from 0 to 1`),
      );
      assert.throws(() => unseenTint({ opacity: value }), /opacity is/);
    });
  }

  it("name a label that has no colour", () => {
    assert.throws(
      () => spuriousTint({ classes: 5 }).reference(greys(6)),
      /Image 5 has label 5, but the tint knows 5 classes/,
    );
  });

  it("name a number of channels they cannot tint", () => {
    const set = {
      ...greys(2),
      shape: [2, 1, 2, 2] as [number, number, number, number],
    };
    assert.throws(() => unseenTint().shifted(set), /2 channels/);
  });
});
