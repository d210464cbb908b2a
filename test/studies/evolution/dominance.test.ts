import assert from "node:assert/strict";
import {
  dominanceUnderShifts,
  shiftDominanceOf,
} from "../../../lib/studies/evolution/dominance-under-shifts";
import {
  dominanceText,
  shiftDominanceRows,
} from "../../../lib/studies/evolution/dominance-text";
import { withStore } from "../../runs/temporary-store";

const flags = (text: string) => Uint8Array.from(text, Number);
/** Of 8 images none from scratch gets the last four right. */
const scratch = ["11000000", "10100000", "10010000"].map((right) => ({
  isFromScratch: true,
  epoch: 1,
  // They were asked about more images.
  right: flags(right + "1111"),
}));
const tuned = (epoch: number, right: string) => ({
  isFromScratch: false,
  epoch,
  right: flags(right),
});
const answers = [1, 2].flatMap((seed) =>
  [...scratch, tuned(1, "10000001"), tuned(4, "11110011")].map((each) => ({
    ...each,
    seed,
    shift: "negative",
  })),
);

describe("dominance under shifts", () => {
  const found = shiftDominanceOf(answers);

  it("is the share of images that fine-tuned networks get right and none from scratch does, on the images that both saw", () => {
    assert.deepEqual(
      found.map(({ epoch, networks, seeds, probability, expected }) => [
        epoch,
        networks,
        seeds,
        probability.mean,
        expected,
      ]),
      // 4 of 8 images unsolved: 2 right give 1 by chance, 6 right give 3.
      [
        [1, 3, 2, 1 / 8, 1 / 8],
        [4, 3, 2, 2 / 8, 3 / 8],
      ],
    );
    // Each network from scratch gets one image right that no other does.
    assert.equal(found[0].another, 1 / 8);
  });

  it("needs two seeds, and three networks from scratch", () => {
    assert.deepEqual(
      shiftDominanceOf(answers.filter(({ seed }) => seed === 1)),
      [],
    );
    const few = answers.filter(
      ({ isFromScratch, right }) => !isFromScratch || right[1] === 0,
    );
    assert.deepEqual(shiftDominanceOf(few), []);
  });

  it("is told at the first moment, where it is most, and at the end, each once", () => {
    const rows = shiftDominanceRows(found);
    assert.deepEqual(
      rows.map(({ shift, epoch }) => `${shift} ${epoch}`),
      ["negative 1.0", "negative 4.0"],
    );
    assert.match(rows[1]["right where none is"], /^25/);
  });

  it(
    "is none, and said so, where no answers are stored",
    withStore((store) => {
      assert.deepEqual(dominanceUnderShifts({ profile: "small", store }), []);
      assert.match(dominanceText([]), /npm run sweep -- evolution/);
      return Promise.resolve();
    }),
  );
});
