import assert from "node:assert/strict";
import { placeFigures, type LabelledImages } from "../../lib/images";
import { figureMask } from "../../lib/images/cut-out";

/** A drawing of dots: "#" black, "." white, "o" grey of 127. */
const drawing = (...rows: string[]): number[] =>
  rows
    .join("")
    .split("")
    .flatMap((dot) => {
      const value = { "#": 0, ".": 255, o: 127 }[dot]!;
      return [value, value, value];
    });
const ring = drawing(".....", ".###.", ".#.#.", ".###.", ".....");

const set = (
  images: number[],
  side: number,
  labels: number[],
): LabelledImages => ({
  images: Uint8Array.from(images),
  labels: Uint8Array.from(labels),
  shape: [labels.length, side, side, 3],
});

describe("figureMask", () => {
  it("leaves out the white that reaches in from the border, and keeps the white inside", () => {
    const mask = figureMask(ring, 5, 5);
    assert.deepEqual(
      [...mask],
      drawing(".....", ".###.", ".###.", ".###.", ".....")
        .filter((_, k) => k % 3 === 0)
        .map((value) => (value === 0 ? 1 : 0)),
    );
  });

  it("takes a grey edge in part", () => {
    const mask = figureMask(drawing("...", ".o.", "..."), 3, 3);
    assert.ok(Math.abs(mask[4] - 128 / 255) < 1e-6);
  });
});

describe("placeFigures", () => {
  const grounds = set(new Array<number>(2 * 7 * 7 * 3).fill(200), 7, [4, 4]);
  const figures = set([...ring, ...ring], 5, [0, 1]);
  const options = { least: 5, most: 5, seed: 1 };

  it("changes what the figure covers alone, and takes labels of figures and attributes of grounds", () => {
    const attributes = { ground: ["sea", "land"] };
    const placed = placeFigures({ ...grounds, attributes }, figures, options);
    const counts = new Map<number, number>();
    for (const value of placed.images)
      counts.set(value, (counts.get(value) ?? 0) + 1);
    // In each of two images 8 black pixels and a white one inside, three channels each.
    assert.deepEqual(Object.fromEntries(counts), {
      0: 48,
      255: 6,
      200: 2 * 49 * 3 - 54,
    });
    assert.deepEqual([...placed.labels], [0, 1]);
    assert.deepEqual(placed.attributes, attributes);
    assert.ok(grounds.images.every((value) => value === 200));
  });

  it("mixes an edge with the ground as it was mixed with white", () => {
    const dot = drawing(".....", ".....", "..o..", ".....", ".....");
    const { images } = placeFigures(
      set(new Array<number>(75).fill(100), 5, [0]),
      set(dot, 5, [0]),
      options,
    );
    // Half of black: half of the ground is left.
    assert.deepEqual(images[36], Math.round(100 * (127 / 255)));
  });

  it("puts other figures at the same places for the same seed, in other sizes too", () => {
    const spread = { least: 3, most: 6, seed: 5 };
    const dark = placeFigures(
      grounds,
      set(new Array<number>(150).fill(0), 5, [0, 0]),
      spread,
    );
    const bright = placeFigures(
      grounds,
      set(new Array<number>(150).fill(60), 5, [1, 1]),
      spread,
    );
    dark.images.forEach((value, k) =>
      assert.equal(value === 200, bright.images[k] === 200),
    );
    const elsewhere = placeFigures(grounds, figures, { ...spread, seed: 6 });
    assert.notDeepEqual(
      elsewhere.images,
      placeFigures(grounds, figures, spread).images,
    );
  });

  it("refuses unequal numbers, and boxes that do not fit", () => {
    assert.throws(
      () => placeFigures(grounds, set(ring, 5, [0])),
      /1 figures for 2 grounds/,
    );
    assert.throws(
      () => placeFigures(grounds, figures),
      /20 to 28 pixels do not fit on grounds of 7×7/,
    );
    assert.throws(
      () => placeFigures(grounds, figures, { least: 5, most: 4 }),
      /5 to 4/,
    );
  });
});
