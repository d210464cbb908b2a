import assert from "node:assert/strict";
import { mean, randomStream } from "../../lib/numerics";
import {
  calibrateScaleAndOffset,
  densityRatios,
  monotoneRatios,
  splitByScores,
} from "../../lib/support";
import { assertClose } from "../reference-values";

const scores = [
  -0.33, 0.61, 1.18, 1.82, 2.28, 2.34, 2.34, 2.5, 2.59, 3.22, 3.38, 3.88, 4.21,
  6.16, 7.86,
];
const labels = [0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1];

describe("calibrateScaleAndOffset", () => {
  it("agrees with scikit-learn's logistic regression without a penalty", () => {
    const { scale, offset } = calibrateScaleAndOffset(scores, labels);
    assertClose(
      [scale, offset],
      [0.5948299684399357, -1.5099481361285305],
      1e-7,
    );
  });

  it("undoes any scale and offset of the scores", () => {
    const plain = densityRatios(scores, labels, {
      calibration: "scale and offset",
    });
    for (const [by, plus] of [
      [-3, 100],
      [1e-200, 0],
      [1e200, 1e200],
    ]) {
      const moved = densityRatios(
        scores.map((score) => by * score + plus),
        labels,
        { calibration: "scale and offset" },
      );
      assertClose(moved, plain, 1e-8);
    }
  });

  it("is the domains' sizes alone where all scores are equal", () => {
    const { scale, offset } = calibrateScaleAndOffset([5, 5, 5], [0, 1, 1]);
    assert.equal(scale, 0);
    assertClose([offset], [Math.log(2)], 1e-12);
    const calibration = "scale and offset";
    assertClose(
      densityRatios([5, 5, 5], [0, 1, 1], { calibration }),
      [1, 1, 1],
      1e-12,
    );
  });

  it("refuses separable domains, of which the ratio is 0 or infinite", () => {
    assert.throws(
      () => calibrateScaleAndOffset([1, 2, 3], [0, 0, 1]),
      /threshold separates the domains/,
    );
    assert.deepEqual(
      densityRatios([1, 2, 3], [0, 0, 1], { calibration: "scale and offset" }),
      [0, 0, Infinity],
    );
    assert.throws(
      () => calibrateScaleAndOffset([1, NaN], [0, 1]),
      /Score 1 is NaN/,
    );
  });
});

describe("monotoneRatios", () => {
  it("pools as scikit-learn's isotonic regression does", () => {
    // Its blocks: shares 0 (of 2), 0.4 (of 5), 2/3 (of 6) and 1 (of 2); here with half an example added to either domain.
    const ratio = (shifted: number, reference: number) =>
      ((shifted + 0.5) / (reference + 0.5)) * (7 / 8);
    const blocks = [
      [2, ratio(0, 2)],
      [5, ratio(2, 3)],
      [6, ratio(4, 2)],
      [2, ratio(2, 0)],
    ];
    assertClose(
      monotoneRatios(scores, labels),
      blocks.flatMap(([count, value]) => new Array<number>(count).fill(value)),
      1e-12,
    );
  });

  it("does not depend on the order of examples, and gives equal scores equal ratios", () => {
    const order = [...randomStream(1, "order").permutation(scores.length)];
    const plain = monotoneRatios(scores, labels);
    assert.equal(plain[5], plain[6]);
    assertClose(
      monotoneRatios(
        order.map((i) => scores[i]),
        order.map((i) => labels[i]),
      ),
      order.map((i) => plain[i]),
      1e-12,
    );
  });

  it("finds the few that are new among many that are not, which one scalar misses", () => {
    const random = randomStream(3, "rare");
    const isShifted = Array.from({ length: 6000 }, (_, i) =>
      i < 4000 ? 0 : 1,
    );
    // Of 2,000 shifted examples 40 score higher than all others, though not by much; the rest tell nothing.
    const timid = isShifted.map((_, i) =>
      i >= 5960 ? 3.5 + random.uniform() : random.normal(),
    );
    const found = (calibration: "scale" | "monotone") =>
      splitByScores(timid, isShifted, {
        calibration,
      }).split.outOfSupport.filter((i) => i >= 1960).length;
    assert.equal(found("scale"), 0);
    assert.ok(found("monotone") >= 38, `${found("monotone")}`);
  });

  it("averages to 1 over the reference, as a density ratio does", () => {
    const random = randomStream(4, "average");
    const isShifted = Array.from({ length: 9000 }, (_, i) =>
      i % 3 === 0 ? 1 : 0,
    );
    const x = isShifted.map((flag) => random.normal(flag));
    const ratios = monotoneRatios(x, isShifted);
    const average = mean(ratios.filter((_, i) => isShifted[i] === 0));
    assert.ok(Math.abs(average - 1) < 0.02, `${average}`);
  });
});

describe("densityRatios", () => {
  it("refuses a calibration that there is not", () =>
    assert.throws(
      () => densityRatios(scores, labels, { calibration: "platt" as "scale" }),
      /calibration is "platt"/,
    ));
});
