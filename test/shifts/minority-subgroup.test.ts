import assert from "node:assert/strict";
import { toRgb } from "../../lib/images";
import { minoritySubgroup, verticalFlip } from "../../lib/shifts";
import { changed, imageAt, randomImages } from "./sets";

const base = randomImages(2000, { side: 3 });

describe("minoritySubgroup", () => {
  it("gives a share p of reference images and 1 − p of shifted ones the attribute, in every class", () => {
    const shift = minoritySubgroup({ strength: 0.2 });
    const rare = changed(toRgb(base), shift.reference(base));
    const common = changed(toRgb(base), shift.shifted(base));
    assert.ok(Math.abs(rare.length / 2000 - 0.2) < 0.036);
    assert.ok(Math.abs(common.length / 2000 - 0.8) < 0.036);
    for (let label = 0; label < 10; label++) {
      const share = rare.filter((i) => i % 10 === label).length / 200;
      assert.ok(Math.abs(share - 0.2) < 0.12, `${label}: ${share}`);
    }
  });

  it("only adds examples as the share grows", () => {
    const rare = [0.1, 0.3].map((strength) =>
      changed(toRgb(base), minoritySubgroup({ strength }).reference(base)),
    );
    assert.ok(rare[0].every((i) => rare[1].includes(i)));
  });

  it("mirrors left to right, darkens to 0.4 and turns upside down", () => {
    const all = (attribute: "mirrored" | "darkened" | "upside down") =>
      minoritySubgroup({ strength: 1, attribute }).reference(base);
    const image = imageAt(toRgb(base), 7);
    const pixel = (y: number, x: number) =>
      image.slice(3 * (3 * y + x), 3 * (3 * y + x) + 3);
    const mirrored = [0, 1, 2].flatMap((y) =>
      [2, 1, 0].flatMap((x) => pixel(y, x)),
    );
    assert.deepEqual(imageAt(all("mirrored"), 7), mirrored);
    imageAt(all("darkened"), 7).forEach((value, k) =>
      assert.ok(Math.abs(value - 0.4 * image[k]) <= 0.5),
    );
    assert.deepEqual(
      all("upside down").images,
      verticalFlip().shifted(base).images,
    );
  });

  it("is out of support once the attribute is never seen", () => {
    const { kind, reference } = minoritySubgroup({ strength: 0 });
    assert.equal(kind, "out-of-support");
    assert.deepEqual(changed(reference(base), toRgb(base)), []);
    assert.equal(minoritySubgroup().kind, "in-support");
  });

  it("names an attribute it does not know", () => {
    assert.throws(
      () => minoritySubgroup({ attribute: "striped" as "mirrored" }),
      /attribute is "striped"\. .*Known: upside down, mirrored, darkened/,
    );
  });
});
