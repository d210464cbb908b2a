import assert from "node:assert/strict";
import { table } from "arquero";
import type { Experiment } from "../../../lib/runs";
import { naturalShifts } from "../../../lib/studies/natural-shifts/declare";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";

const none = table({ experiment: [] as string[] });
/** Results that say how good each experiment was. */
const results = (
  experiments: readonly Experiment[],
  quality: (at: number) => number,
) =>
  table({
    experiment: experiments.map(({ name }) => name),
    seed: experiments.map(({ seeds }) => seeds[0]),
    split: experiments.map(({ labels }) =>
      labels!.part === "rate" ? "validation" : "domain",
    ),
    accuracy: experiments.map((_, i) => quality(i)),
    auc: experiments.map((_, i) => quality(i)),
    part: experiments.map(({ labels }) => labels!.part),
    model: experiments.map(({ labels }) => labels!.model ?? null),
    method: experiments.map(({ labels }) => labels!.method ?? null),
    rate: experiments.map(({ labels }) => labels!.rate ?? null),
  });
const partOf = (experiments: readonly Experiment[], part: string) =>
  experiments.filter(({ labels }) => labels!.part === part);

describe("the study natural-shifts", () => {
  const first = naturalShifts.declare("full", none);
  const done = results(first, (at) => at);
  const all = naturalShifts.declare("full", done);

  it("declares trials first, of learning rates and of domain classifiers", () => {
    assert.deepEqual(partOf(first, "scores"), []);
    assert.deepEqual(partOf(first, "answers"), []);
    assert.ok(partOf(first, "rate").length > 4);
    assert.ok(partOf(first, "trial").length > 50);
  });

  it("trains what the study of synthetic shifts trains on untouched photographs, by the same runs", () => {
    const others = new Map(
      syntheticShifts
        .declare("full", done)
        .map(({ name, run, seeds }) => [name, JSON.stringify([run, seeds])]),
    );
    const trained = partOf(all, "train");
    assert.equal(trained.length, 4);
    for (const { name, run, seeds } of trained)
      assert.equal(JSON.stringify([run, seeds]), others.get(name));
  });

  it("lets each of them answer on natural shifts and on the half-new mixtures, at each moment", () => {
    const answers = partOf(all, "answers");
    assert.equal(answers.length, 4 * 4);
    assert.deepEqual(
      new Set(answers.map(({ labels }) => labels!.shift)),
      new Set([
        "drawings-in-colour",
        "drawings-line-art",
        "50 % drawings, mixture 1",
        "50 % photographs on their side, mixture 1",
      ]),
    );
    assert.ok(answers.every(({ run }) => run.examples === "each moment"));
  });

  it("scores all folds by the candidate with the best AUC", () => {
    const scores = partOf(all, "scores");
    const family = "2 % drawings, mixture 1, cnn";
    const chosen = scores.find(({ name }) => name === `scores, ${family}`)!;
    const trials = partOf(first, "trial").filter(
      ({ labels }) => labels!.family === family,
    );
    // The best is the last, by results that rise.
    assert.deepEqual(chosen.run.classifier, trials.at(-1)!.run.classifier);
    assert.equal("fold" in chosen.run, false);
    const worst = naturalShifts.declare(
      "full",
      results(first, (at) => -at),
    );
    assert.deepEqual(
      partOf(worst, "scores").find(({ name }) => name === chosen.name)!.run
        .classifier,
      trials[0].run.classifier,
    );
  });

  it("mixes each new part in three shares and several ways, which take the first way's classifier", () => {
    const mixtures = partOf(all, "scores").filter(
      ({ labels }) => labels!.fresh !== undefined,
    );
    const linear = mixtures.filter(({ labels }) => labels!.method === "linear");
    assert.equal(linear.length, 2 * 3 * 3);
    const of = (seed: number) =>
      linear.find(
        ({ labels }) =>
          labels!.fresh === "drawings" &&
          labels!.share === 0.1 &&
          labels!.mixtureSeed === seed,
      )!.run;
    assert.deepEqual(of(2).classifier, of(1).classifier);
    assert.notDeepEqual(of(2).shift, of(1).shift);
  });

  it("measures the made shifts by the same classifier", () => {
    const shifts = partOf(all, "scores").map(({ labels }) => labels!.shift);
    for (const shift of ["spurious tint", "label shift", "negative", "noise"])
      assert.ok(shifts.includes(shift), shift);
  });
});
