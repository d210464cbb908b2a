import assert from "node:assert/strict";
import type { ColumnTable } from "arquero";
import "../../../lib/experiments/kinds";
import { registeredNames } from "../../../lib/data";
import { runKind, type Profile, type Run } from "../../../lib/runs";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { namedRuns } from "../../../lib/runs/study";
import { shiftFrom } from "../../../lib/shifts";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import {
  inSupport,
  naturalSets,
  outOfSupport,
  plans,
  varyingArm,
} from "../../../lib/studies/synthetic-shifts/plan";
import { measuredRun } from "../measured-runs";

const runsWith = (profile: Profile, results: ColumnTable): Run[] =>
  [...namedRuns(syntheticShifts.declare(profile, results)).values()].flat();

const partOf = ({ labels }: Run) => String(labels!.part);

/** What a run came to: of trials, the second of each arm's rates wins; of others, anything. */
const record = ({ id, experiment, labels, spec }: Run) => {
  const { rate = 0, method = "" } = labels as { rate: number; method: string };
  const rates = plans.full.rates[method] ?? [];
  const validation = rates.indexOf(rate) === 1 ? 0.7 : 0.5;
  const moments = { 1: { validation, reference: 0.5, shifted: 0.5 } };
  const seed = Number(spec.seed);
  return { ...measuredRun({ experiment, seed, labels, moments }), run: id };
};

/** What is declared once all that was declared before is done, stage by stage. */
function stagesOf(profile: Profile): Run[][] {
  const stages: Run[][] = [];
  for (let done = 0; ;) {
    const results = resultsTable((stages.at(-1) ?? []).map(record));
    const runs = runsWith(profile, results);
    if (runs.length === done) return stages;
    done = runs.length;
    stages.push(runs);
  }
}

describe("the study of synthetic shifts on photographs", () => {
  const full = stagesOf("full");

  it("first tries learning rates alone, on the untouched set and no shifted one", () => {
    const trials = full[0].filter((run) => partOf(run) === "rate");
    assert.ok(trials.length > 0);
    for (const { spec } of trials) {
      assert.equal(spec.kind, "train");
      assert.equal(spec.reference, null);
      assert.equal(spec.keepWeights, false);
    }
    const seeds = new Set(trials.map(({ spec }) => spec.seed));
    for (const seed of plans.full.seeds) assert.ok(!seeds.has(seed));
  });

  it("then trains at the rates that were best on held-out reference images", () => {
    const trained = full[1].filter(
      ({ labels }) => labels!.part === "train" && labels!.method === "full",
    );
    const rates = new Set(
      trained.map(
        ({ spec }) => (spec.recipe as { learningRate: number }).learningRate,
      ),
    );
    assert.deepEqual([...rates], [plans.full.rates.full[1]]);
  });

  it("repeats everything with each of its seeds, and ends", () => {
    const all = full.at(-1)!;
    const seeds = new Map<string, number>();
    for (const { experiment } of all)
      seeds.set(experiment, (seeds.get(experiment) ?? 0) + 1);
    for (const run of all) {
      const expected = partOf(run) === "rate" ? 1 : plans.full.seeds.length;
      assert.equal(seeds.get(run.experiment), expected, run.experiment);
    }
  });

  it("measures each shift with networks from scratch and pre-trained ones, on its own reference set", () => {
    const shifts = { ...inSupport, ...outOfSupport };
    for (const shift of [...Object.keys(shifts), ...naturalSets]) {
      const here = full
        .at(-1)!
        .filter(
          ({ labels }) =>
            labels!.part === "evaluate" && labels!.shift === shift,
        );
      const sources = new Set(here.map(({ labels }) => labels!.source));
      assert.deepEqual([...sources].sort(), ["imagenet", "none"], shift);
      const references = new Set(here.map(({ labels }) => labels!.reference));
      assert.deepEqual(
        [...references],
        [shift in inSupport ? shift : "untouched"],
      );
    }
  });

  it("trains nothing for a shift more: all shifts out of support need the same train runs", () => {
    const evaluations = full
      .at(-1)!
      .filter(({ spec }) => spec.kind === "evaluate")
      // Hyper-parameters are varied on fewer images, and under some shifts alone.
      .filter(({ labels }) => Number(labels!.train) >= plans.full.train);
    const needed = (shift: string) =>
      evaluations
        .filter(({ labels }) => labels!.shift === shift)
        .flatMap(({ spec }) => runKind("evaluate").needs!(spec))
        .map((spec) => JSON.stringify(spec))
        .sort();
    const first = needed("vertical flip");
    for (const shift of Object.keys(outOfSupport))
      assert.deepEqual(needed(shift), first);
  });

  it("calls its shifts by the kind that they say they are", () => {
    for (const spec of Object.values(inSupport))
      assert.equal(shiftFrom(spec).kind, "in-support");
    for (const spec of Object.values(outOfSupport))
      assert.equal(shiftFrom(spec).kind, "out-of-support");
    for (const name of naturalSets) assert.ok(registeredNames().includes(name));
  });

  it("varies one hyper-parameter at a time, and nothing else", () => {
    const trained = full
      .at(-1)!
      .filter(
        ({ labels }) =>
          labels!.part === "train" &&
          labels!.reference === "untouched" &&
          labels!.model === "efficientnet-lite0" &&
          labels!.train === varyingArm.train,
      );
    const recipeOf = ({ spec }: Run) =>
      spec.recipe as { [field: string]: unknown };
    const [studied] = trained.filter(({ labels }) => labels!.setting === "");
    const fields = trained
      .filter(({ labels }) => labels!.setting !== "")
      .map((run) => {
        const recipe = recipeOf(run);
        return Object.keys(recipe).filter(
          (field) =>
            JSON.stringify(recipe[field]) !==
            JSON.stringify(recipeOf(studied)[field]),
        );
      });
    assert.ok(fields.every((differing) => differing.length === 1));
    assert.deepEqual([...new Set(fields.flat())].sort(), [
      "batchSize",
      "epochs",
      "learningRate",
      "weightDecay",
    ]);
  });

  it("has a small profile that ends too", () => {
    const small = stagesOf("small").at(-1)!;
    assert.ok(small.length > 0);
  });
});
