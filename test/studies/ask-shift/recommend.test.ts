import assert from "node:assert/strict";
import type { ShiftReport } from "../../../lib/studies/ask-shift/report";
import { kindOf, recommend } from "../../../lib/studies/ask-shift/recommend";

const interval = (lower: number, upper: number) => ({
  mean: (lower + upper) / 2,
  lower,
  upper,
});

const report = (
  given: Partial<ShiftReport>,
): Omit<ShiftReport, "recommendation" | "cannotKnow"> => ({
  counts: { reference: 1000, shifted: 1000 },
  given: { reference: 1000, shifted: 1000 },
  auc: interval(0.9, 0.92),
  epsilon: 0.1,
  share: interval(0.85, 0.89),
  divergence: 0.7,
  attributes: [],
  mostInSupport: [],
  leastInSupport: [],
  ...given,
});

describe("kindOf", () => {
  const kind = (given: Partial<ShiftReport>) => kindOf(report(given));

  it("goes by the ends of the intervals", () => {
    assert.equal(kind({}), "out of support");
    assert.equal(kind({ share: interval(0.01, 0.09) }), "in support");
    assert.equal(kind({ share: interval(0.01, 0.11) }), "mixed");
    assert.equal(kind({ share: interval(0.45, 0.6) }), "mixed");
  });

  it("finds no shift where the classifier may be guessing", () => {
    assert.equal(kind({ auc: interval(0.49, 0.53) }), "no shift");
  });
});

describe("recommend", () => {
  it("advises pre-training against what is new, with the numbers", () => {
    const { remedy, clauses } = recommend(
      report({
        prediction: {
          robustness: interval(0.01, 0.2),
          shifts: 13,
          error: 0.1,
        },
      }),
    );
    assert.equal(remedy, "pre-training");
    assert.match(clauses[0], /87\.0 \[85\.0, 89\.0\] %/);
    assert.match(
      clauses[1],
      /13 shifts.*10\.5 \[1\.0, 20\.0\] points.*likely to help/,
    );
    assert.equal(clauses.length, 2);
  });

  it("does not promise what the prediction leaves open", () => {
    const { clauses } = recommend(
      report({
        prediction: {
          robustness: interval(-0.1, 0.2),
          shifts: 13,
          error: 0.1,
        },
      }),
    );
    assert.match(clauses[1], /leaves open/);
  });

  it("advises to undo the bias in support, and names cue and classes", () => {
    const { remedy, clauses } = recommend(
      report({
        share: interval(0, 0.02),
        labelShift: {
          frequencies: [],
          distance: 0.3,
          chance: 0.05,
          onlyReference: [],
          onlyShifted: ["owl"],
        },
        attributes: [
          {
            attribute: "tint",
            frequencies: [],
            distance: 0,
            chance: 0.05,
            onlyReference: [],
            onlyShifted: [],
            association: { reference: 0.5, shifted: 0.01 },
            outOfSupport: [],
          },
        ],
      }),
    );
    assert.equal(remedy, "undo the bias");
    const text = clauses.join("\n");
    assert.match(text, /lacks: owl/);
    assert.match(text, /differ by 30\.0 %/);
    assert.match(text, /"tint" goes with the class .*0\.50.*0\.01/);
  });

  it("finds a bias where no image looks new", () => {
    const { kind, remedy, clauses } = recommend(
      report({
        auc: interval(0.49, 0.53),
        share: interval(0, 0.01),
        labelShift: {
          frequencies: [],
          distance: 0.3,
          chance: 0.05,
          onlyReference: [],
          onlyShifted: [],
        },
      }),
    );
    assert.deepEqual([kind, remedy], ["in support", "undo the bias"]);
    assert.match(clauses[0], /No image looks new: .*0\.510/);
  });

  it("says nothing of a difference in classes that chance explains", () => {
    const labelShift = {
      frequencies: [],
      distance: 0.03,
      chance: 0.05,
      onlyReference: [],
      onlyShifted: [],
    };
    assert.equal(recommend(report({ labelShift })).clauses.length, 1);
  });
});
