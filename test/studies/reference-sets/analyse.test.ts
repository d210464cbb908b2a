import assert from "node:assert/strict";
import {
  chooseReferenceSet,
  straightness,
  type Straightness,
} from "../../../lib/studies";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { inverseProbit } from "../../../lib/numerics";
import { measuredRun } from "../measured-runs";

/** A run from scratch whose accuracies have these probits, on the reference set and under the shift. */
const run = (
  preparation: string,
  seed: number,
  split: string,
  probits: [reference: number, shifted: number][],
) =>
  measuredRun({
    experiment: `${preparation}, ${split}`,
    seed,
    labels: { preparation, augmentation: "none" },
    moments: Object.fromEntries(
      probits.map(([reference, shifted], epoch) => [
        epoch + 1,
        {
          validation: 0.5,
          reference: inverseProbit(reference),
          [split]: inverseProbit(shifted),
        },
      ]),
    ),
  });

// By hand: slope ½, so that ½ of a total sum of squares of 2 is explained by it: R² = ¼.
const quarter: [number, number][] = [
  [-1, -1],
  [0, 1],
  [1, 0],
];
const straight = (intercept: number): [number, number][] =>
  [-1, 0, 1].map((x) => [x, 0.7 * x + intercept]);

describe("straightness", () => {
  it("is R² of each seed's own baseline, and their median", () => {
    const found = straightness(
      resultsTable([
        run("plain", 1, "flip", straight(-0.3)),
        run("plain", 2, "flip", quarter),
        // Two lines, far apart: one line through all would be a poor one.
        run("textured", 1, "flip", straight(0.5)),
        run("textured", 2, "flip", straight(-1)),
        run("textured", 1, "noise", quarter),
      ]),
    );
    const rounded = found.map(({ rSquared, medianRSquared, ...way }) => ({
      ...way,
      rSquared: rSquared.map((value) => +value.toFixed(6)),
      medianRSquared: +medianRSquared.toFixed(6),
    }));
    const augmentation = "none";
    assert.deepEqual(rounded, [
      {
        ...{ preparation: "plain", augmentation, split: "flip" },
        rSquared: [1, 0.25],
        medianRSquared: 0.625,
      },
      {
        ...{ preparation: "textured", augmentation, split: "flip" },
        rSquared: [1, 1],
        medianRSquared: 1,
      },
      {
        ...{ preparation: "textured", augmentation, split: "noise" },
        rSquared: [0.25],
        medianRSquared: 0.25,
      },
    ]);
  });

  it("of no results is empty", () =>
    assert.deepEqual(straightness(resultsTable([])), []));
});

describe("chooseReferenceSet", () => {
  const row = (
    way: string,
    split: string,
    medianRSquared: number,
  ): Straightness => {
    const [preparation, augmentation] = way.split(", ");
    const rSquared = [medianRSquared];
    return { preparation, augmentation, split, rSquared, medianRSquared };
  };
  const rows = [
    row("untouched, none", "tint 0.5", 0.99),
    row("untouched, none", "tint 0.25", 0.99),
    row("untouched, none", "flip 1", 0.2),
    row("textured, flip", "tint 0.5", 0.7),
    row("textured, flip", "tint 0.25", 0.95),
    row("textured, flip", "flip 1", 0.8),
  ];
  const candidates = [["tint 0.5", "tint 0.25"], ["flip 1"]];

  it("takes the set with the greatest mean, and of each shift the first strength with a line, or else the first", () => {
    assert.deepEqual(chooseReferenceSet(rows, candidates), {
      preparation: "textured",
      augmentation: "flip",
      splits: ["tint 0.25", "flip 1"],
    });
  });

  it("does not depend on the order of rows", () =>
    assert.deepEqual(
      chooseReferenceSet([...rows].reverse(), candidates),
      chooseReferenceSet(rows, candidates),
    ));

  it("prefers by the order of candidates, and by the least R² asked for", () => {
    const { splits } = chooseReferenceSet(rows, candidates, {
      leastRSquared: 0.7,
    });
    assert.deepEqual(splits, ["tint 0.5", "flip 1"]);
    const backwards = chooseReferenceSet(rows, [["tint 0.25", "tint 0.5"]], {
      leastRSquared: 0.7,
    });
    assert.deepEqual(backwards.splits, ["tint 0.25"]);
  });

  it("tells apart sets that differ in augmentation alone", () => {
    const two = [
      row("textured, none", "flip 1", 0.95),
      row("textured, flip", "flip 1", 0.9),
    ];
    assert.equal(chooseReferenceSet(two, [["flip 1"]]).augmentation, "none");
  });

  it("says what to do where there are no results", () =>
    assert.throws(
      () => chooseReferenceSet([], candidates),
      /no baselines to choose a reference set by: .*npm run sweep -- reference-sets/,
    ));
});
