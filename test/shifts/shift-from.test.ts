import assert from "node:assert/strict";
import {
  combiningShifts,
  describeShift,
  shiftFrom,
  shiftNames,
} from "../../lib/shifts";
import { randomImages } from "./sets";

const base = randomImages(400, { side: 14 });
const specs = [
  ...shiftNames
    .filter((name) => !combiningShifts.includes(name))
    .map((name) => ({ name, seed: 5 })),
  { name: "partly", shift: { name: "noise", seed: 5 }, share: 0.3, seed: 7 },
  { name: "compose", shifts: [{ name: "noise" }, { name: "label shift" }] },
  { name: "renditions", shifts: [{ name: "noise" }, { name: "sketch" }] },
];

describe("shiftFrom", () => {
  for (const spec of specs) {
    it(`makes the same shift again from its own data: ${spec.name}`, () => {
      const shift = shiftFrom(spec);
      const again = shiftFrom(JSON.parse(JSON.stringify(shift.spec)));
      assert.deepEqual(again.spec, shift.spec);
      assert.deepEqual(again.reference(base), shift.reference(base));
      assert.deepEqual(again.shifted(base), shift.shifted(base));
    });
  }

  it("hands options on", () => {
    const shift = shiftFrom({ name: "spurious tint", strength: 0.8, seed: 4 });
    assert.equal(shift.seed, 4);
    assert.match(shift.description, /probability 0\.8/);
  });

  it("suggests the nearest name", () => {
    assert.throws(
      () => shiftFrom({ name: "spurious-tint" }),
      /no shift "spurious-tint"\. Did you mean "spurious tint"\? Known: .*compose/,
    );
    assert.throws(() => shiftFrom({ name: "toString" }), /no shift "toString"/);
    assert.throws(
      () => shiftFrom({ name: "compose", shifts: [{ name: "nois" }] }),
      /Did you mean "noise"/,
    );
  });

  it("names an option that there is not, or of the wrong type", () => {
    assert.throws(
      () => shiftFrom({ name: "noise", strenght: 0.5 }),
      /Shift "noise": options: .*strenght/,
    );
    assert.throws(
      () => shiftFrom({ name: "noise", strength: "0.5" }),
      /Shift "noise": strength: .*given: {"strength":"0.5"}/,
    );
    assert.throws(() => shiftFrom({ name: "compose" }), /shifts/);
    assert.throws(
      () => shiftFrom({ name: "minority subgroup", attribute: "red" }),
      /attribute/,
    );
  });
});

describe("describeShift", () => {
  it("gives what was left out its default", () => {
    assert.deepEqual(describeShift({ name: "unseen tint", seed: 2 }), {
      name: "unseen tint",
      opacity: 0.25,
      classes: 10,
      seed: 2,
    });
    assert.deepEqual(
      describeShift({ name: "compose", shifts: [{ name: "blur" }] }),
      {
        name: "compose",
        shifts: [{ name: "blur", strength: 0.5, seed: 0 }],
      },
    );
  });
});
