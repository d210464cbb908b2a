import assert from "node:assert/strict";
import { randomStream } from "../../lib/numerics";
import {
  chanceOverlap,
  correctedExamples,
  correctionOverlap,
} from "../../lib/robustness";

describe("correctedExamples", () => {
  it("are those that the remedy gets right and the baseline does not", () =>
    assert.deepEqual(
      correctedExamples([0, 1, 0, 1, 0], [1, 1, 0, 0, 1]),
      [0, 4],
    ));
});

describe("chanceOverlap", () => {
  it("is hypergeometric: SciPy keeps 95 % of overlaps of 60 and 70 of 500 to 4 … 14", () => {
    const overlap = (shared: number) => chanceOverlap(shared, [60, 70], 500);
    const { lower, upper, expected } = overlap(8);
    assert.deepEqual([lower, upper, expected], [4, 14, 8.4]);
    assert.deepEqual(
      [3, 4, 14, 15].map((shared) => overlap(shared).verdict),
      ["less", "as chance", "as chance", "more"],
    );
  });

  it("agrees with sets drawn at random", () => {
    const random = randomStream(5, "overlap test");
    const shared = Array.from({ length: 2000 }, () => {
      const first = new Set(random.choice(60, 25));
      return random.choice(60, 20).filter((i) => first.has(i)).length;
    });
    const { lower, upper, expected } = chanceOverlap(8, [25, 20], 60);
    const mean = shared.reduce((sum, k) => sum + k, 0) / shared.length;
    const within = shared.filter((k) => lower <= k && k <= upper).length;
    assert.ok(Math.abs(mean - expected) < 0.2);
    assert.ok(within / shared.length >= 0.94);
  });
});

describe("correctionOverlap", () => {
  // 40 wrong examples in two halves; one remedy corrects in the first, the other in the second.
  const parts = Array.from({ length: 50 }, (_, i) => (i < 25 ? "out" : "in"));
  const baseline = parts.map((_, i) => i % 5 === 0);
  const first = parts.map((part) => part === "out");
  const second = parts.map((part, i) => part === "in" || i % 5 === 1);

  it("counts by part what each corrects and what both do", () => {
    const [all, out, within] = correctionOverlap(baseline, [first, second], {
      parts,
    });
    assert.deepEqual(
      [all, out, within].map((row) => [
        row.part,
        row.count,
        row.wrong,
        ...row.corrected,
        row.shared,
      ]),
      [
        ["all", 50, 40, 20, 25, 5],
        ["out", 25, 20, 20, 5, 5],
        ["in", 25, 20, 0, 20, 0],
      ],
    );
    assert.equal(all.expected, 12.5);
    assert.equal(all.verdict, "less");
    assert.equal(out.verdict, "as chance"); // the first corrects all there
  });

  it("is the same whichever remedy comes first, and full for a remedy with itself", () => {
    const [one] = correctionOverlap(baseline, [first, second]);
    const [other] = correctionOverlap(baseline, [second, first]);
    assert.deepEqual({ ...one, corrected: [] }, { ...other, corrected: [] });
    const [itself] = correctionOverlap(baseline, [first, first]);
    assert.equal(itself.shared, itself.corrected[0]);
    assert.equal(itself.verdict, "more");
  });

  it("says nothing where the baseline is always right", () => {
    const [all] = correctionOverlap(
      [1, 1],
      [
        [0, 1],
        [1, 0],
      ],
    );
    assert.deepEqual(
      [all.wrong, all.expected, all.lower, all.upper, all.verdict],
      [0, 0, 0, 0, "as chance"],
    );
  });

  it("refuses other examples, and a part called all", () => {
    assert.throws(
      () => correctionOverlap([0, 1], [[1], [1, 1]]),
      /2 examples for baseline, but 1 for the first remedy/,
    );
    assert.throws(
      () => correctionOverlap([0], [[1], [1]], { parts: ["all"] }),
      /A part is called "all"/,
    );
    assert.throws(() => correctionOverlap([], [[], []]), /no examples/);
    assert.throws(
      () => correctionOverlap([0], [[1], [1]], { level: 95 }),
      /did you mean 0.95/,
    );
  });
});
