import assert from "node:assert/strict";
import { openFontFamilies, renderSymbols } from "../../../lib/data";
import { characterOutline } from "../../../lib/data/natural/open-fonts";
import { sha256 } from "../../../lib/files/verify";

const families = openFontFamilies();

describe("open fonts", () => {
  it("are at least 60 families of all five kinds, each with an open licence and its authors", () => {
    assert.ok(families.length >= 60);
    assert.equal(
      new Set(families.map(({ family }) => family)).size,
      families.length,
    );
    for (const category of [
      "serif",
      "sans",
      "monospace",
      "display",
      "handwriting",
    ]) {
      const count = families.filter(
        (each) => each.category === category,
      ).length;
      assert.ok(count >= 10, `${count} of ${category}`);
    }
    for (const { family, licence, copyright } of families) {
      assert.match(licence, /^(OFL-1\.1|Apache-2\.0|MIT)$/, family);
      assert.ok(copyright.length > 0, family);
    }
  });

  it("all have letters, digits and the symbols used", () => {
    const characters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&#$@%?!*+={[<";
    for (const family of families) {
      for (const character of characters) {
        assert.ok(
          characterOutline(family, character).length > 0,
          `${family.family} ${character}`,
        );
      }
    }
  });

  it("say which character a family lacks", () => {
    assert.throws(
      () => characterOutline(families[0], "火"),
      /"Abel" has no outline for "火"/,
    );
  });
});

describe("renderSymbols", () => {
  const letters = [..."AB"];

  it("gives the registered bytes, on every machine", () => {
    const set = renderSymbols([..."0123456789"], { count: 200, seed: 1 });
    assert.equal(
      sha256(set.images),
      "873d2e51ea9387458489d50b0eaa76e61fa2f32e4573b5d64fb15964d689f008",
    );
  });

  it("spreads the classes evenly and says which family each image is from", () => {
    const { labels, family, families, shape } = renderSymbols(letters, {
      count: 400,
    });
    assert.deepEqual(shape, [400, 28, 28, 1]);
    assert.equal(labels.filter((label) => label === 1).length, 200);
    assert.ok(new Set(family).size > 60);
    assert.ok(families[Math.max(...family)].family);
  });

  it("draws the same image for a class and family alone in place and size", () => {
    const options = {
      count: 4,
      families: families.slice(0, 1),
      extent: [0.5, 0.5] as [number, number],
      offset: 0,
    };
    const { images } = renderSymbols(letters, options);
    const image = (i: number) => images.subarray(784 * i, 784 * (i + 1));
    assert.deepEqual(image(0), image(2));
    assert.notDeepEqual(image(0), image(1));
  });

  it("makes the longer side as long as asked, and centres it", () => {
    const { images } = renderSymbols(["I"], {
      count: 1,
      families: families.slice(0, 1),
      extent: [0.5, 0.5],
      offset: 0,
    });
    const rows = Array.from({ length: 28 }, (_, y) =>
      Math.max(...images.subarray(28 * y, 28 * (y + 1))),
    );
    const inked = [...rows.keys()].filter((y) => rows[y] > 0);
    assert.deepEqual([inked[0], inked.at(-1)], [7, 20]);
  });

  it("draws either character of a class with several", () => {
    const options = {
      count: 40,
      families: families.slice(0, 1),
      extent: [0.5, 0.5] as [number, number],
      offset: 0,
    };
    const { images } = renderSymbols(["AB"], options);
    const kinds = new Set(
      Array.from({ length: 40 }, (_, i) =>
        sha256(images.subarray(784 * i, 784 * (i + 1))),
      ),
    );
    assert.equal(kinds.size, 2);
  });

  it("stays inside the image at full extent and offset", () => {
    const set = renderSymbols(letters, {
      count: 100,
      extent: [1, 1],
      offset: 1,
    });
    assert.equal(set.images.length, 100 * 784);
  });

  const refusals: [string, string[], object, RegExp][] = [
    ["no class", [], {}, /classes is \[\], expected/],
    ["a class of nothing", ["A", ""], {}, /classes is .*one or more/],
    ["no family", ["A"], { families: [] }, /families\.length is 0/],
    ["half an image", ["A"], { count: 1.5 }, /count is 1\.5/],
    ["no extent", ["A"], { extent: [0, 0.5] }, /extent is \[0,0\.5\]/],
    ["an extent too large", ["A"], { extent: [0.5, 2] }, /extent/],
    ["an offset outside [0, 1]", ["A"], { offset: -1 }, /offset is -1/],
    ["a size of none", ["A"], { size: 0 }, /size is 0/],
  ];
  for (const [what, classes, options, message] of refusals) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => renderSymbols(classes, { count: 1, ...options }),
        message,
      );
    });
  }
});
