import assert from "node:assert/strict";
import { toRgb, type LabelledImages } from "../../lib/images";
import {
  backgroundTexture,
  compose,
  grey,
  invertedContrast,
  labelShift,
  minoritySubgroup,
  spuriousPatch,
  spuriousTint,
  tintColours,
  unseenRotation,
  unseenTint,
  verticalFlip,
  type Shift,
} from "../../lib/shifts";
import { changed, greyImages, imageAt, randomImages } from "./sets";

const base = randomImages(200);
const attribute = ({ attributes = {} }: LabelledImages, name: string) => [
  ...attributes[name],
];

describe("what shifts have drawn", () => {
  it("is the class whose colour an image has", () => {
    const colours = tintColours(10, 4);
    const set = greyImages(200, 100);
    for (const tinted of [
      spuriousTint({ strength: 0.5, seed: 4 }).reference(set),
      spuriousTint({ seed: 4 }).shifted(set),
      unseenTint({ seed: 4 }).shifted(set),
    ]) {
      attribute(tinted, "tint").forEach((c, i) =>
        assert.deepEqual(
          imageAt(tinted, i).slice(0, 3),
          colours[Number(c)].map((value) => Math.round(75 + value / 4)),
        ),
      );
    }
  });

  it("is the class that a patch names: its grey", () => {
    const patched = spuriousPatch({ cue: "grey level", strength: 0 }).shifted(
      base,
    );
    const greys = new Map<string | number, Set<number>>();
    attribute(patched, "patch").forEach((c, i) =>
      greys.set(c, (greys.get(c) ?? new Set()).add(imageAt(patched, i)[0])),
    );
    assert.equal(greys.size, 10);
    assert.ok([...greys.values()].every(({ size }) => size === 1));
    assert.equal(new Set([...greys.values()].flatMap((g) => [...g])).size, 10);
  });

  const hits: [string, Shift, "reference" | "shifted"][] = [
    ["subgroup", minoritySubgroup({ strength: 0.3 }), "reference"],
    ["subgroup", minoritySubgroup({ strength: 0.3 }), "shifted"],
    ["upside down", verticalFlip({ strength: 0.4 }), "shifted"],
    ["negative", invertedContrast({ strength: 0.4 }), "shifted"],
  ];
  for (const [name, shift, which] of hits) {
    it(`is 1 for the images that are hit: ${shift.name}, ${which}`, () => {
      const set = shift[which](base);
      const hit = attribute(set, name).flatMap((one, i) => (one ? [i] : []));
      assert.deepEqual(hit, changed(set, toRgb(base)));
    });
  }

  it("is the angle, of rotation and of stripes", () => {
    // One bright pixel at the top: a quarter turn clockwise puts it to the right.
    const { shape } = base;
    const top: LabelledImages = { ...greyImages(200, 0), shape };
    for (let i = 0; i < 200; i++) top.images[64 * i + 3] = 200;
    const turned = unseenRotation({ strength: 0.5 }).shifted(top);
    const angles = attribute(turned, "angle");
    assert.deepEqual([...new Set(angles)].sort(), [-90, 90]);
    angles.forEach((angle, i) => {
      const row = angle === 90 ? 3 * (8 * 3 + 7) : 3 * (8 * 4);
      assert.equal(imageAt(turned, i)[row], 200, `${angle}`);
    });
    const stripes = attribute(backgroundTexture().shifted(base), "stripes");
    assert.ok(stripes.every((angle) => +angle >= 0 && +angle < 180));
    assert.equal(new Set(stripes).size, 200);
  });

  it("goes with the examples that a later shift keeps, one attribute a part", () => {
    const shift = compose(
      labelShift({ seed: 1 }),
      spuriousTint({ strength: 0.5, seed: 1 }),
      spuriousTint({ strength: 0.5, seed: 2 }),
    );
    const set = shift.reference(greyImages(2000, 100));
    assert.ok(set.shape[0] < 2000);
    for (const name of ["tint", "tint 2"]) {
      const tints = attribute(set, name);
      const own = tints.filter((c, i) => c === set.labels[i]).length;
      assert.ok(Math.abs(own / tints.length - 0.55) < 0.06);
    }
  });

  it("is nothing where nothing is drawn", () => {
    assert.equal(grey().shifted(base).attributes, undefined);
    assert.equal(verticalFlip().reference(base).attributes, undefined);
  });
});
