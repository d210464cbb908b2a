import assert from "node:assert/strict";
import { randomStream } from "../../../lib/numerics";
import {
  classesOf,
  frequencyShift,
} from "../../../lib/studies/ask-shift/class-shares";

describe("frequencyShift", () => {
  it("finds what it is made of", () => {
    const shift = frequencyShift(
      ["cat", "cat", "cat", "dog"],
      ["dog", "dog", "bird", "dog"],
    );
    assert.deepEqual(shift.frequencies, [
      { value: "bird", reference: 0, shifted: 0.25 },
      { value: "cat", reference: 0.75, shifted: 0 },
      { value: "dog", reference: 0.25, shifted: 0.75 },
    ]);
    assert.equal(shift.distance, 0.75);
    assert.deepEqual(shift.onlyReference, ["cat"]);
    assert.deepEqual(shift.onlyShifted, ["bird"]);
  });

  it("exceeds its chance in about one of twenty pairs of equal samples", () => {
    const random = randomStream(3, "frequency shift");
    const drawn = (count: number) =>
      Array.from({ length: count }, () =>
        String(Math.floor(8 * random.uniform())),
      );
    const beyond = Array.from({ length: 400 }, () => {
      const { distance, chance } = frequencyShift(drawn(300), drawn(200));
      return distance > chance;
    }).filter(Boolean).length;
    assert.ok(beyond > 4 && beyond < 44, `${beyond} of 400`);
  });

  it("sorts numbers as numbers", () => {
    const { frequencies } = frequencyShift(["10", "9"], ["9", "10"]);
    assert.deepEqual(
      frequencies.map(({ value }) => value),
      ["9", "10"],
    );
  });
});

describe("classesOf", () => {
  it("names classes where they have names", () => {
    const labels = Uint8Array.of(1, 0);
    assert.deepEqual(classesOf({ labels, classNames: ["a", "b"] }), ["b", "a"]);
    assert.deepEqual(classesOf({ labels }), ["1", "0"]);
  });
});
