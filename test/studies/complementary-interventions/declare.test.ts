import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { runKind, type Run } from "../../../lib/runs";
import { complementaryInterventions } from "../../../lib/studies/complementary-interventions/declare";
import { REFERENCE } from "../../../lib/studies/complementary-interventions/plan";
import { stagesAsked } from "../../../lib/studies/synthetic-shifts/declare";
import { plans } from "../../../lib/studies/synthetic-shifts/plan";
import { roundsOf } from "../staged-runs";

const rounds = roundsOf(complementaryInterventions, "full");
const all = rounds.at(-1)!;
const withLabels = (wanted: { [label: string]: unknown }) =>
  all.filter(({ labels = {} }) =>
    Object.entries(wanted).every(([name, value]) => labels[name] === value),
  );
const ids = (runs: readonly Run[]) => runs.map(({ id }) => id);

describe("the study of complementary interventions", () => {
  it("takes its networks from the study of synthetic shifts, run by run", () => {
    const plain = withLabels({ part: "train", intervention: "none" });
    const stage = plans.full.stages.find(({ references }) =>
      references.includes(REFERENCE),
    )!;
    const theirs = roundsOf(
      {
        ...complementaryInterventions,
        declare: (_, results) =>
          stagesAsked({ ...plans.full, stages: [stage] }, results)[0]
            .experiments,
      },
      "full",
    ).at(-1)!;
    const shared = new Set(ids(theirs));
    for (const { id, spec } of plain)
      assert.equal(shared.has(id), spec.method !== "linear-probe");
    const networks = new Set(
      plain.map(({ spec }) => JSON.stringify([spec.method, spec.train])),
    );
    assert.deepEqual([...networks].sort(), [
      '["from-scratch",20000]',
      '["from-scratch",4000]',
      '["full",4000]',
      '["linear-probe",4000]',
    ]);
    for (const { spec } of plain) {
      assert.equal((spec.reference as { strength: number }).strength, 0.7);
      assert.ok(!("balance" in spec));
    }
  });

  it("refits the head of each without training anew", () => {
    const refitted = withLabels({ part: "train", intervention: "reweighted" });
    assert.equal(refitted.length, 3 * plans.full.seeds.length);
    const trained = new Set(
      ids(withLabels({ part: "train", intervention: "none" })),
    );
    for (const { spec } of refitted) {
      assert.equal(spec.kind, "remedy");
      const needed = runKind("remedy").needs!(spec);
      assert.deepEqual([needed.length, needed[0].kind], [1, "train"]);
    }
    assert.ok(trained.size > 0);
  });

  it("tests every network on the whole shift, in its colours, and on drawings", () => {
    const tested = withLabels({ part: "evaluate" });
    const networks = withLabels({ part: "train" });
    assert.equal(tested.length, 2 * networks.length);
    for (const { spec } of withLabels({ part: "evaluate", shift: "both" })) {
      const { shift } = spec.on as unknown as {
        shift: { shifts: { shift: { seed: number } }[] };
      };
      assert.equal(shift.shifts[0].shift.seed, spec.seed);
      assert.deepEqual(spec.by, ["spurious tint", "unseen rotation"]);
    }
  });

  it("asks for what costs trainings of its own last", () => {
    const hasBalanced = rounds.map((runs) =>
      runs.some(({ labels }) => labels!.intervention === "balanced"),
    );
    assert.deepEqual(
      hasBalanced.slice(0, -1),
      hasBalanced.slice(0, -1).map(() => false),
    );
    assert.equal(hasBalanced.at(-1), true);
  });
});
