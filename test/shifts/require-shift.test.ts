import assert from "node:assert/strict";
import {
  checkedShift,
  compose,
  verticalFlip,
  type Shift,
} from "../../lib/shifts";

describe("what is no shift", () => {
  const flip = verticalFlip();
  for (const [what, shift, message] of [
    ["nothing", undefined, /the shift is undefined, expected an object/],
    ["a part missing", { ...flip, shifted: undefined }, /has no shifted/],
    ["a kind misspelt", { ...flip, kind: "out-of-suport" }, /"out-of-support"/],
    ["a set in a function's place", { ...flip, reference: [] }, /a function/],
  ] as const)
    it(`is refused by compose and checkedShift: ${what}`, () => {
      for (const door of [compose, checkedShift])
        assert.throws(() => door(shift as unknown as Shift), message);
    });
});
