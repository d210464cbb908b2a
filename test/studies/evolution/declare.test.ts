import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import type { Run } from "../../../lib/runs";
import { evolution } from "../../../lib/studies/evolution/declare";
import {
  comparedByExample,
  fineTuningRates,
  followedShifts,
  plans,
} from "../../../lib/studies/evolution/plan";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import { studiedKind } from "../../../lib/studies/synthetic-shifts/results";
import { roundsOf } from "../staged-runs";

const part = ({ labels }: Run) => String(labels!.part);
const isFollowed = ({ experiment }: Run) => experiment.includes("followed");
const recipeOf = ({ spec }: Run) =>
  spec.recipe as { [field: string]: string | number | null };

describe("the study of evolution along fine-tuning", () => {
  const rounds = roundsOf(evolution, "full");
  const all = rounds.at(-1)!;
  const trained = all.filter((run) => part(run) === "train");
  const followed = trained.filter(isFollowed);

  it("asks what is most informative first: the baseline and fully fine-tuned Lite0 on untouched photographs", () => {
    const [trials, first, second] = rounds;
    assert.ok(trials.length > 0);
    assert.ok(trials.every((run) => part(run) === "rate"));
    const asked = first.filter((run) => part(run) !== "rate");
    assert.deepEqual(
      [...new Set(asked.map(({ labels }) => labels!.reference))],
      ["untouched"],
    );
    const models = asked.filter(isFollowed).map(({ labels }) => labels!.model);
    assert.deepEqual(
      [...new Set(models)],
      ["residual-cnn", "efficientnet-lite0"],
    );
    assert.ok(second.length > first.length);
    // Trials of learning rates come in rounds of their own: the baseline's, and that of what is averaged.
    assert.equal(rounds.length, plans.full.stages.length + 2);
  });

  const theirs = new Set(
    roundsOf(syntheticShifts, "full")
      .at(-1)!
      .map(({ id }) => id),
  );
  const isAveraged = ({ labels }: Run) => labels!.method === "wise-ft";

  it("takes its baseline from the study of synthetic shifts, run for run", () => {
    const ours = all.filter(
      (run) =>
        !isFollowed(run) && !isAveraged(run) && Number(run.spec.seed) < 5,
    );
    assert.ok(ours.some((run) => part(run) === "train"));
    assert.ok(ours.some((run) => part(run) === "evaluate"));
    assert.ok(ours.every(({ id }) => theirs.has(id)));
  });

  it("trains as Andreassen et al. do: SGD with momentum 0.9, weight decay 1e-4, batches of 64, their learning rates", () => {
    for (const run of followed) {
      const { optimizer, momentum, weightDecay, batchSize, clipNorm } =
        recipeOf(run);
      assert.deepEqual(
        [optimizer, momentum, weightDecay, batchSize, clipNorm],
        ["sgd", 0.9, 1e-4, 64, null],
      );
    }
    const rates = (source: string) =>
      [
        ...new Set(
          followed
            .filter(({ labels }) => labels!.source === source)
            .map((run) => Number(recipeOf(run).learningRate)),
        ),
      ].sort((a, b) => b - a);
    assert.deepEqual(rates("imagenet"), fineTuningRates);
    assert.deepEqual(rates("none"), [0.1, 0.01]);
  });

  it("repeats what most rests on five times, and nothing fewer than three times", () => {
    const seeds = new Map<string, number>();
    for (const { experiment } of followed)
      seeds.set(experiment, (seeds.get(experiment) ?? 0) + 1);
    assert.ok([...seeds.values()].every((count) => count >= 3));
    for (const reference of ["untouched", "spurious tint"]) {
      const main = `train, ${reference}, followed efficientnet-lite0, full, learning rate 0.01`;
      assert.equal(seeds.get(main), 5, main);
    }
  });

  it("has a baseline of its own for each seed of each followed network", () => {
    const of = (run: Run) =>
      JSON.stringify([run.labels!.reference, run.spec.seed]);
    const baseline = new Set(trained.filter((run) => !isFollowed(run)).map(of));
    assert.ok(followed.every((run) => baseline.has(of(run))));
  });

  it("looks densely at the start, and never beyond the end", () => {
    for (const run of followed) {
      const moments = run.spec.moments as number[];
      const epochs = Number(recipeOf(run).epochs);
      assert.ok(moments.filter((moment) => moment <= epochs / 6).length >= 1);
      assert.ok(moments.filter((moment) => moment <= epochs / 2).length >= 2);
      assert.ok(Math.max(...moments) < epochs);
      assert.deepEqual(
        moments,
        [...moments].sort((a, b) => a - b),
      );
    }
  });

  it("follows head only beside full, and Lite0, Lite1 and Lite2, under the shifts of each reference set", () => {
    const arms = new Map<string, Set<unknown>>();
    for (const run of all.filter(isFollowed)) {
      if (part(run) !== "evaluate") continue;
      const { model, method, setting } = run.labels!;
      if (setting === "learning rate 0.001") continue;
      if (setting === "learning rate 0.0001") continue;
      const arm = `${String(model)}, ${String(method)}, ${String(setting)}`;
      arms.set(arm, (arms.get(arm) ?? new Set()).add(run.labels!.shift));
    }
    assert.deepEqual([...arms.keys()].sort(), [
      "efficientnet-lite0, full, learning rate 0.01",
      "efficientnet-lite0, last-blocks, learning rate 0.01",
      "efficientnet-lite1, full, learning rate 0.01",
      "efficientnet-lite2, full, learning rate 0.01",
      "residual-cnn, from-scratch, learning rate 0.01",
      "residual-cnn, from-scratch, learning rate 0.1",
    ]);
    const isOnUntouched = (shift: string) =>
      studiedKind(shift) !== "in support";
    for (const [arm, shifts] of arms)
      for (const shift of followedShifts.filter(isOnUntouched))
        assert.ok(shifts.has(shift), `${arm}: ${shift}`);
    assert.deepEqual(
      arms.get("efficientnet-lite0, full, learning rate 0.01"),
      new Set(followedShifts),
    );
    const heads = followed.filter(({ spec }) => spec.method === "last-blocks");
    assert.ok(heads.length > 0);
    assert.ok(heads.every(({ spec }) => spec.lastBlocks === 0));
  });

  it("asks fully fine-tuned Lite0 for its answers to the whole test set at each moment, of the networks that it follows", () => {
    const answers = all.filter((run) => part(run) === "answers");
    assert.equal(answers.length, 2);
    const trainedBy = ({ spec }: Run) => JSON.stringify(spec.of);
    const ofShift = all
      .filter(({ labels }) => labels!.shift === "unseen tint")
      .map(trainedBy);
    for (const run of answers) {
      assert.deepEqual(run.spec.on, { set: "cifar10", split: "test" });
      assert.equal(run.spec.examples, "each moment");
      assert.ok(evolution.keepExamples!(run));
      assert.ok(ofShift.includes(trainedBy(run)));
    }
  });

  it("keeps answers image by image of networks from scratch and of fully fine-tuned Lite0, under the shifts where they are compared", () => {
    const kept = all.filter(
      (run) => evolution.keepExamples!(run) && part(run) !== "answers",
    );
    const arms = new Set(
      kept.map(
        ({ labels }) => `${String(labels!.model)}, ${String(labels!.setting)}`,
      ),
    );
    assert.deepEqual([...arms].sort(), [
      "efficientnet-lite0, learning rate 0.01",
      "residual-cnn, ",
      "residual-cnn, learning rate 0.01",
      "residual-cnn, learning rate 0.1",
    ]);
    for (const run of kept) {
      assert.equal(part(run), "evaluate");
      assert.ok(comparedByExample.includes(String(run.labels!.shift)));
      if (isFollowed(run)) assert.equal(run.spec.examples, "each moment");
    }
  });

  it("averages networks of the study of synthetic shifts, in support and out of support, and trains none for it", () => {
    const averages = all.filter(isAveraged);
    const trained = averages.filter((run) => part(run) === "train");
    const places = trained.map(
      ({ labels, spec }) =>
        `${String(labels!.reference)}, ${Number(spec.share)}`,
    );
    assert.deepEqual(
      [...new Set(places)].sort(),
      ["spurious tint", "untouched"].flatMap((reference) =>
        [0.25, 0.5, 0.75].map((share) => `${reference}, ${share}`),
      ),
    );
    const ends = all.filter(
      (run) =>
        part(run) === "train" &&
        ["linear-probe", "lp-ft"].includes(String(run.spec.method)),
    );
    assert.ok(ends.length > 0);
    assert.ok(ends.every(({ id }) => theirs.has(id)));
    const known = new Set(ends.map(({ spec }) => JSON.stringify(spec)));
    for (const { spec } of trained)
      for (const end of [spec.start, spec.end])
        assert.ok(known.has(JSON.stringify(end)));
    const shifts = (reference: string) =>
      new Set(
        averages
          .filter(
            (run) =>
              part(run) === "evaluate" && run.labels!.reference === reference,
          )
          .map(({ labels }) => labels!.shift),
      );
    assert.deepEqual(shifts("spurious tint"), new Set(["spurious tint"]));
    assert.deepEqual(
      shifts("untouched"),
      new Set(
        followedShifts.filter((shift) => studiedKind(shift) !== "in support"),
      ),
    );
  });

  it("has two shifts in support, two out of support and the drawings", () => {
    assert.deepEqual(followedShifts.map(studiedKind), [
      "in support",
      "in support",
      "out of support",
      "out of support",
      "natural",
      "natural",
    ]);
  });

  it("is small in its small profile", () => {
    const small = roundsOf(evolution, "small").at(-1)!;
    assert.ok(small.length < 60);
    assert.ok(small.some(isFollowed));
  });
});
