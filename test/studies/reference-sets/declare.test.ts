import assert from "node:assert/strict";
import {
  candidateSplit,
  candidateStrengths,
  inSupportShifts,
} from "../../../lib/studies";
import "../../../lib/experiments/kinds";
import { resultsTable } from "../../../lib/runs/store/results-table";
import {
  baselineMoments,
  referenceSets,
} from "../../../lib/studies/reference-sets/declare";
import { namedRuns } from "../../../lib/runs/study";
import { shiftFrom, shiftNames } from "../../../lib/shifts";

const runsOfProfile = (profile: "small" | "full") =>
  [
    ...namedRuns(referenceSets.declare(profile, resultsTable([]))).values(),
  ].flat();

describe("the study of reference sets", () => {
  for (const profile of ["small", "full"] as const) {
    it(`declares valid runs from scratch alone, under names of their own (${profile})`, () => {
      const runs = runsOfProfile(profile);
      const seeds = profile === "full" ? 2 : 1;
      // Two preparations × two augmentations × (untouched and four in support).
      assert.equal(runs.length, 2 * 2 * 5 * seeds);
      assert.equal(new Set(runs.map(({ id }) => id)).size, runs.length);
      assert.ok(runs.every(({ spec }) => spec.pretraining === null));
    });
  }

  it("evaluates each way of making a reference set under every candidate and every shift in support", () => {
    const wanted = [
      ...Object.values(candidateStrengths).flat().map(candidateSplit),
      ...Object.keys(inSupportShifts),
    ].sort();
    assert.equal(new Set(wanted).size, wanted.length);
    const splits = new Map<string, string[]>();
    for (const { spec, labels } of runsOfProfile("small")) {
      const way = `${String(labels!.preparation)}, ${String(labels!.augmentation)}`;
      splits.set(way, [
        ...(splits.get(way) ?? []),
        ...Object.keys(spec.shifted as object),
      ]);
    }
    assert.equal(splits.size, 4);
    for (const [way, found] of splits) {
      assert.deepEqual(found.sort(), wanted, way);
    }
  });

  it("has shifts of both kinds, and a training set of the shift that it tests", () => {
    const kindOf = (name: string) => shiftFrom({ name }).kind;
    for (const name of Object.keys(candidateStrengths)) {
      assert.equal(kindOf(name), "out-of-support", name);
      assert.ok(shiftNames.includes(name));
    }
    for (const [name, spec] of Object.entries(inSupportShifts)) {
      assert.equal(kindOf(name), "in-support", name);
      assert.equal(spec.name, name);
    }
    for (const { spec } of runsOfProfile("full")) {
      const { reference, shifted } = spec as unknown as {
        reference: { name: string } | null;
        shifted: { [split: string]: object };
      };
      if (reference) assert.deepEqual(shifted, { [reference.name]: reference });
    }
  });

  it("has enough moments for a line, all within the run", () => {
    for (const profile of ["small", "full"] as const) {
      for (const { spec } of runsOfProfile(profile)) {
        const { epochs } = spec.recipe as { epochs: number };
        const moments = spec.checkpoints as number[];
        assert.ok(moments.length >= 3);
        assert.ok(moments.every((moment) => moment > 0 && moment < epochs));
      }
    }
    assert.equal(new Set(baselineMoments).size, baselineMoments.length);
  });
});
