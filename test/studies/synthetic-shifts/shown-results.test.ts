import assert from "node:assert/strict";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import { plans } from "../../../lib/studies/synthetic-shifts/plan";
import {
  ofWholeStages,
  openText,
} from "../../../lib/studies/synthetic-shifts/shown-results";
import { measuredRun } from "../measured-runs";

type Records = Parameters<typeof resultsTable>[0];

/** A result for each run that is declared, round by round, but for those left out. */
function carriedOut(isLeftOut: (name: string, seed: number) => boolean) {
  let results = resultsTable([]);
  for (let before = -1; before < results.numRows();) {
    before = results.numRows();
    const records: Records = syntheticShifts
      .declare("full", results)
      .flatMap(({ name, seeds, labels }) =>
        seeds
          .filter((seed) => !isLeftOut(name, seed))
          .map((seed) =>
            measuredRun({
              experiment: name,
              seed,
              labels,
              moments: { 1: { validation: 0.5, reference: 0.5 } },
            }),
          ),
      );
    results = resultsTable(records);
  }
  return results;
}

const experimentsOf = (results: ReturnType<typeof resultsTable>) =>
  new Set(results.array("experiment") as string[]);

describe("ofWholeStages", () => {
  const late = "train, spurious patch, efficientnet-lite0, full";

  it("keeps all of a study that is complete", () => {
    const all = carriedOut(() => false);
    const whole = ofWholeStages("full", all);
    assert.equal(whole.numRows(), all.numRows());
    assert.equal(openText("full", whole), undefined);
  });

  it("leaves a stage out of which one seed is missing, and says so", () => {
    const results = carriedOut((name, seed) => name === late && seed === 4);
    assert.ok(experimentsOf(results).has(late));
    const whole = ofWholeStages("full", results);
    assert.ok(
      ![...experimentsOf(whole)].some((name) => name.includes("patch")),
    );
    assert.ok(
      experimentsOf(whole).has("train, label shift, efficientnet-lite0, full"),
    );
    const { stages } = plans.full;
    assert.match(
      openText("full", whole)!,
      new RegExp(`Of the study's ${stages.length} stages 2 are shown.*`),
    );
    assert.match(
      openText("full", whole)!,
      /on spurious patch, minority subgroup: residual-cnn \(from-scratch\)/,
    );
  });
});
