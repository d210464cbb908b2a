import assert from "node:assert/strict";
import { takeExamples, toRgb } from "../../lib/images";
import { combiningShifts, shiftFrom, shiftNames } from "../../lib/shifts";
import { changed, randomImages } from "./sets";

const names = shiftNames.filter((name) => !combiningShifts.includes(name));
const shifts = names.map((name) => shiftFrom({ name }));
const base = randomImages(600, { side: 14 });

describe("every shift", () => {
  for (const shift of shifts) {
    describe(shift.name, () => {
      it("makes RGB sets of grey sets and of RGB sets, the same of both", () => {
        for (const which of ["reference", "shifted"] as const) {
          const fromGrey = shift[which](base);
          assert.deepEqual(fromGrey.shape.slice(1), [14, 14, 3]);
          assert.deepEqual(shift[which](toRgb(base)), fromGrey);
        }
      });

      it("tells the reference set from the shifted one", () => {
        const colourful = randomImages(600, { side: 14, channels: 3 });
        const [reference, shifted] = [
          shift.reference(colourful),
          shift.shifted(colourful),
        ];
        assert.notDeepEqual(reference.images, shifted.images);
        if (!shift.selects) {
          assert.deepEqual(shifted.labels, base.labels);
          assert.deepEqual(reference.labels, base.labels);
        }
      });

      it("leaves its base set as it was", () => {
        const copy = structuredClone(base);
        shift.reference(copy);
        shift.shifted(copy);
        assert.deepEqual(copy, base);
        const rgb = toRgb(base);
        shift.shifted(rgb);
        assert.deepEqual(rgb, toRgb(base));
      });

      it("gives an example the same image in whatever order, and whatever follows it", () => {
        const few = takeExamples(base, [...Array(300).keys()]);
        const early = shift.shifted(few);
        shift.reference(few);
        assert.deepEqual(shift.shifted(few), early);
        const start = shift.shifted(base).images;
        assert.deepEqual(start.subarray(0, early.images.length), early.images);
      });

      it("says what it is in words", () => {
        assert.match(shift.description, /^[A-Z].*(reference|shifted).*\.$/);
      });

      it("names a number of channels it cannot take", () => {
        const set = randomImages(20, { side: 14, channels: 2 });
        assert.throws(() => shift.shifted(set), /2 channels/);
      });

      it("names pixels that do not fill the shape", () => {
        const set = { ...base, shape: [600, 14, 15, 1] as typeof base.shape };
        assert.throws(() => shift.shifted(set), /do not make shape/);
      });
    });
  }

  for (const shift of shifts.filter(({ kind }) => kind === "out-of-support")) {
    it(`leaves the reference set byte for byte where it shows something new: ${shift.name}`, () => {
      assert.deepEqual(shift.reference(base), toRgb(base));
    });
  }

  for (const name of names.filter((name) => name !== "unseen tint")) {
    for (const strength of [-0.1, 1.1, NaN, Infinity]) {
      it(`refuses strength ${strength}: ${name}`, () => {
        assert.throws(
          () => shiftFrom({ name, strength }),
          /strength.*(NaN|Infinity|-0\.1|1\.1|null)|strength is/,
        );
      });
    }
  }
});

describe("shifts that hit a share of the shifted images", () => {
  for (const name of ["vertical flip", "inverted contrast"]) {
    it(`hit that share, and at a greater one the same and more: ${name}`, () => {
      const many = randomImages(2000, { side: 3 });
      const hit = [0, 0.3, 0.6, 1].map((strength) =>
        changed(toRgb(many), shiftFrom({ name, strength }).shifted(many)),
      );
      assert.equal(hit[0].length, 0);
      assert.ok(Math.abs(hit[1].length / 2000 - 0.3) < 0.042);
      assert.ok(hit[1].every((i) => hit[2].includes(i)));
      assert.equal(hit[3].length, 2000);
    });
  }
});
