import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import {
  dominanceUnderShifts,
  shiftDominanceOf,
} from "../../../lib/studies/evolution/dominance-under-shifts";
import {
  dominancePoints,
  dominanceText,
  shiftDominanceRows,
  shiftDominanceText,
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

  it("is told at the end, against one more network from scratch", () => {
    const [end] = found.slice(-1);
    const at = (lower: number, upper: number) => ({
      ...end,
      another: 0.1,
      probability: { mean: (lower + upper) / 2, lower, upper },
    });
    assert.match(
      shiftDominanceText([at(0, 0.05), at(0.2, 0.3)]),
      /: under negative more often \(25\.0 \[20\.0, 30\.0\] % of the images against 10\.0 %\)\.$/,
    );
    assert.match(shiftDominanceText([at(0, 0.05)]), /less often/);
    assert.match(shiftDominanceText([at(0.05, 0.15)]), /undecided/);
    assert.match(shiftDominanceText([]), /npm run sweep -- evolution/);
  });

  it("is drawn over epochs, beside chance and one more published network: means over seeds", () => {
    const dominance = (shared: number) => ({
      count: 100,
      unsolved: 10,
      correct: 80,
      probability: shared / 100,
      testbed: [0.01, 0.03],
      shared,
      expected: 8,
      lower: 5,
      upper: 10,
      verdict: "as chance" as const,
    });
    const of = (seed: number, shared: number) => ({
      model: "efficientnet-lite0",
      method: "full",
      rate: 0.01,
      seed,
      epoch: 2,
      accuracy: 0.8,
      dominance: dominance(shared),
    });
    const two = [of(1, 2), of(2, 4)];
    const expected = [
      ["Lite0, fine-tuned, rate 0.01", 0.03],
      ["by chance", 0.08],
      ["one more published network", 0.02],
    ] as const;
    dominancePoints(two).forEach(({ series, x, y }, i) => {
      assert.deepEqual([series, x], [expected[i][0], 2]);
      assert.ok(Math.abs(y - expected[i][1]) < 1e-12);
    });
    assert.match(
      dominanceText(two),
      /gets at its end 2 of 10 at 80\.0 % accuracy, where chance gives 8 \(as chance\) and 4 of 10/,
    );
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
