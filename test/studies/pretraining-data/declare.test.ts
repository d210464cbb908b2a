import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { runKind, type Run } from "../../../lib/runs";
import { pretrainingData } from "../../../lib/studies/pretraining-data/declare";
import {
  metShifts,
  otherClasses,
  plans,
  properties,
  styles,
  taskClasses,
} from "../../../lib/studies/pretraining-data/plan";
import { registryEntry } from "../../../lib/data";
import { roundsOf } from "../staged-runs";

const part = ({ labels }: Run) => String(labels!.part);
const json = (value: unknown) => JSON.stringify(value);

describe("the study of pre-training data", () => {
  const rounds = roundsOf(pretrainingData, "full");
  const all = rounds.at(-1)!;

  it("pre-trains on CIFAR-10's classes by turns, none of them the task's", () => {
    const known = registryEntry("cifar10").classes!;
    assert.deepEqual(
      taskClasses,
      known.filter((_, i) => i % 2 === 0),
    );
    assert.deepEqual(
      otherClasses,
      known.filter((_, i) => i % 2 === 1),
    );
    for (const { spec } of all.filter((run) => part(run) === "train"))
      assert.deepEqual(spec.classes, taskClasses);
    for (const { spec } of all.filter((run) => part(run) === "pretrain"))
      for (const name of spec.classes as string[])
        assert.ok(otherClasses.includes(name));
  });

  it("asks of no class for more images than CIFAR-10 has", () => {
    for (const { spec, experiment } of all.filter(
      (run) => "classes" in run.spec,
    )) {
      const classes = (spec.classes as string[]).length;
      assert.ok(Number(spec.count) <= 5000 * classes, experiment);
      assert.ok(Number(spec.test ?? 0) <= 1000 * classes, experiment);
    }
  });

  it("shows no style that is tested", () => {
    const tested = new Set(
      all.flatMap(({ spec }) =>
        Object.values(
          (spec.met ?? {}) as { [name: string]: { name: string } },
        ).map(({ name }) => name),
      ),
    );
    assert.deepEqual([...tested].sort(), [
      "inverted contrast",
      "spurious tint",
      "unseen tint",
    ]);
    assert.ok(styles.every(({ name }) => !tested.has(name)));
  });

  it("varies one property at a time, over three levels each", () => {
    const [common] = properties[0].levels.slice(1);
    for (const { levels } of properties) {
      assert.equal(levels.length, 3);
      for (const { data } of levels) {
        const differs = (
          ["images", "classes", "styles", "difficulty"] as const
        ).filter((field) => data[field] !== common.data[field]);
        assert.ok(differs.length <= 1, data.name);
      }
    }
  });

  it("asks for the line and for size first, and repeats each network five times", () => {
    const names = (runs: Run[]) =>
      new Set(runs.map(({ labels }) => labels!.source));
    assert.deepEqual(
      names(rounds[0]),
      new Set(["none", ...properties[0].levels.map(({ data }) => data.name)]),
    );
    assert.equal(rounds.length, plans.full.stages.length);
    const seeds = new Map<string, number>();
    for (const { experiment } of all)
      seeds.set(experiment, (seeds.get(experiment) ?? 0) + 1);
    for (const [name, count] of seeds)
      assert.equal(count, name === "score difficulty" ? 1 : 5, name);
  });

  it("hands on each pre-training to all that start from it, and one score of difficulty to all that choose by it", () => {
    const known = new Set(all.map(({ spec }) => json(spec)));
    const needing = all.filter(
      ({ spec }) => (runKind(spec.kind).needs?.(spec) ?? []).length > 0,
    );
    assert.ok(needing.length > 0);
    for (const { spec } of needing)
      for (const needed of runKind(spec.kind).needs!(spec))
        assert.ok(known.has(json(needed)));
    assert.equal(all.filter((run) => part(run) === "score").length, 1);
  });

  it("tests two shifts out of support and one in support", () => {
    assert.deepEqual(metShifts, ["spurious tint", "unseen tint", "negative"]);
    const biased = all.filter(
      (run) => part(run) === "train" && run.labels!.reference !== "untouched",
    );
    for (const { spec } of biased) {
      const { met, reference } = spec as unknown as {
        met: { [name: string]: unknown };
        reference: unknown;
      };
      assert.deepEqual(Object.values(met), [reference]);
    }
  });

  it("is small in its small profile", () => {
    assert.ok(roundsOf(pretrainingData, "small").at(-1)!.length < 40);
  });
});
