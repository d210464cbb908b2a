import assert from "node:assert/strict";
import { jensenShannon, scoreSplit } from "../../lib/support";
import { assertClose } from "../reference-values";

describe("scoreSplit", () => {
  const truth = [0.5, 2, 1, Infinity, Infinity, Infinity];
  const ratios = [1, 2, 20, 30, 15, 3];

  it("counts what was found, and what was found wrongly", () => {
    const { isNew, isOut, precision, recall } = scoreSplit(ratios, truth);
    assert.deepEqual([isNew, isOut], [3, 3]);
    assert.equal(precision!.mean, 2 / 3);
    assert.equal(recall.mean, 2 / 3);
    // Clopper and Pearson, 2 of 3, from their beta quantiles.
    assertClose([recall.lower, recall.upper], [0.09429932, 0.99159624], 1e-7);
    assert.equal(scoreSplit(ratios, truth, { epsilon: 0.5 }).recall.mean, 1);
  });

  it("measures the error of the ratio where it is finite", () => {
    const { logBias, logError } = scoreSplit(ratios, truth);
    const errors = [Math.log(2), 0, Math.log(20)];
    assertClose([logBias], [(errors[0] + errors[2]) / 3], 1e-12);
    assert.equal(logError, logBias);
    const low = scoreSplit([0.25, 2, 1, 30, 15, 3], truth);
    assertClose(
      [low.logBias, low.logError],
      [-Math.log(2) / 3, Math.log(2) / 3],
      1e-12,
    );
    const sure = scoreSplit([0, 2, Infinity, 1, 1, 1], truth);
    assert.ok(Number.isFinite(sure.logError));
  });

  it("has no precision where nothing was put out of support", () => {
    const found = scoreSplit([1, 1, 1, 2, 2, 2], truth);
    assert.equal(found.precision, undefined);
    assert.equal(found.recall.mean, 0);
  });

  it("refuses an empty part, other lengths, and ratios that no example can have", () => {
    assert.throws(
      () => scoreSplit([1, 2], [1, 1]),
      /0 of 2 examples are new: one part is empty/,
    );
    assert.throws(() => scoreSplit([1], [Infinity]), /1 of 1 examples are new/);
    assert.throws(
      () => scoreSplit([1], truth),
      /1 estimated and 6 true ratios/,
    );
    assert.throws(() => scoreSplit([1, 1], [0, Infinity]), /True ratio 0 is 0/);
    assert.throws(() => scoreSplit([-1, 1], [1, Infinity]), /Ratio 0 is -1/);
  });
});

describe("jensenShannon", () => {
  it("is 0 for equal distributions and 1 bit for disjoint ones", () => {
    assert.equal(jensenShannon([1, 1, 1], [0, 1, 1]), 0);
    assertClose([jensenShannon([0, 0, Infinity], [0, 0, 1])], [1], 1e-9);
  });

  it("is that of two coins, whose ratios are known", () => {
    // P(head) 0.9 shifted, 0.5 reference; the examples are as frequent as their probabilities.
    const heads = (count: number) => new Array<number>(count).fill(0.9 / 0.5);
    const tails = (count: number) => new Array<number>(count).fill(0.1 / 0.5);
    const ratios = [...heads(5), ...tails(5), ...heads(9), ...tails(1)];
    const labels = ratios.map((_, i) => (i < 10 ? 0 : 1));
    const entropy = (p: number) =>
      -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    const expected = entropy(0.7) - (entropy(0.9) + entropy(0.5)) / 2;
    assertClose([jensenShannon(ratios, labels)], [expected], 1e-12);
  });

  it("refuses ratios below 0 and other lengths", () => {
    assert.throws(() => jensenShannon([1, -1], [0, 1]), /Ratio 1 is -1/);
    assert.throws(() => jensenShannon([1], [0, 1]), /1 ratios for 2 examples/);
  });
});
