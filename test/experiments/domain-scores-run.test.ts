import assert from "node:assert/strict";
import "../../lib/experiments/kinds";
import { digitTestSet } from "../../lib/experiments/digit-sets";
import { domainExamples } from "../../lib/experiments/domain-sets";
import type { Json } from "../../lib/files/canonical-json";
import { takeExamples } from "../../lib/images";
import { runKind, type RunOutcome, type RunSpec } from "../../lib/runs";
import {
  areaUnderRoc,
  assignFolds,
  cnnDomainClassifier,
  crossFit,
} from "../../lib/support";

const context = {
  signal: new AbortController().signal,
  onProgress: () => {},
  artefacts: () => ({}),
};
const execute = (spec: RunSpec): Promise<RunOutcome> => {
  const kind = runKind(spec.kind);
  return kind.execute(kind.complete(spec), context);
};
const { complete, inputs } = runKind("domain-scores");

describe("domain-scores runs of digits", () => {
  const few = { shift: "uci-digits", reference: 60, shifted: 40, folds: 2 };
  const cnn = { method: "cnn", epochs: 1, batchSize: 16 };
  const spec = (more: object): RunSpec => ({
    kind: "domain-scores",
    seed: 4,
    ...few,
    classifier: cnn,
    ...more,
  });

  it("score one fold as cross-fitting all of them does, to five digits", async () => {
    const { perExample, rows, values } = await execute(spec({ fold: 1 }));
    const examples = domainExamples({ ...few, seed: 4 });
    const { isShifted, groups } = examples;
    const foldOf = assignFolds(isShifted, { groups, folds: 2, seed: 4 });
    const recipe = { epochs: 1, batchSize: 16, learningRate: 1e-2 };
    const all = await crossFit(
      foldOf,
      cnnDomainClassifier(examples, isShifted, { recipe, seed: 4 }),
    );
    const members = [...foldOf.keys()].filter((i) => foldOf[i] === 1);
    assert.deepEqual(perExample!.example, members);
    assert.deepEqual(
      perExample!.score,
      members.map((i) => Number(all[i].toPrecision(5))),
    );
    const labels = members.map((i) => isShifted[i]);
    assert.equal(values!.auc, areaUnderRoc(perExample!.score, labels));
    const right = members.filter((i) => all[i] > 0 === (isShifted[i] === 1));
    assert.deepEqual(
      [rows[0].split, rows[0].correct, rows[0].total],
      ["domain", right.length, members.length],
    );
  });

  it("score all folds where none is named, on frozen features", async () => {
    const classifier = { method: "linear", features: "letters", l2: 1e-2 };
    const { perExample, values } = await execute(spec({ classifier }));
    assert.equal(perExample!.score.length, 100);
    assert.equal(values!.shifted, 40);
    const labels = perExample!.score.map((_, i) => (i < 60 ? 0 : 1));
    assert.equal(values!.auc, areaUnderRoc(perExample!.score, labels));
    assert.ok(values!.auc > 0.8, `AUC ${values!.auc}`);
  });

  it("are about the same examples as networks are tested on, reference first", () => {
    const examples = domainExamples({ ...few, seed: 4 });
    const test = digitTestSet("uci-digits", 40);
    const last = Array.from({ length: 40 }, (_, i) => 60 + i);
    assert.deepEqual(takeExamples(examples, last).images, test.images);
    assert.deepEqual(takeExamples(examples, last).labels, test.labels);
    assert.equal(
      examples.isShifted.reduce((sum, each) => sum + each, 0),
      40,
    );
  });

  it("refuse a fold beyond the folds, an unknown shift and other weights", async () => {
    assert.throws(() => complete(spec({ fold: 2 })), /field fold: found 2/);
    assert.throws(
      () => complete(spec({ shift: "uci" })),
      /field shift: found "uci"/,
    );
    const classifier = { method: "linear", weights: "0" };
    await assert.rejects(
      execute(spec({ classifier })),
      /weights "letters" are other ones now/,
    );
  });
});

describe("domain-scores runs of photographs", () => {
  const spec = (shift: Json, more = {}): RunSpec => ({
    kind: "domain-scores",
    seed: 2,
    shift,
    reference: 40,
    shifted: 30,
    folds: 3,
    classifier: { method: "linear", l2: 1 },
    ...more,
  });
  const fresh = { set: "drawings" };
  const mixture = { mixture: { fresh, share: 0.5, count: 40 } };
  const sets: [string, Json, number][] = [
    ["a shift of test images", { shift: { name: "blur", strength: 1 } }, 30],
    ["a mixture", mixture, 40],
  ];
  for (const [what, shift, shifted] of sets) {
    it(`tell training images from ${what}, on ImageNet features`, async () => {
      const { perExample, values } = await execute(spec(shift));
      assert.equal(values!.shifted, shifted);
      assert.equal(perExample!.score.length, 40 + shifted);
      assert.ok(values!.auc > 0.7, `AUC ${values!.auc}`);
    });
  }

  it("show the reference set as the shift does", () => {
    const met = { shift: { name: "label shift", strength: 0.1, seed: 2 } };
    const given = { reference: 1000, shifted: 1000, seed: 2 };
    const { isShifted, labels } = domainExamples({ ...given, shift: met });
    const classes = (domain: number) =>
      Array.from({ length: 10 }, (_, c) =>
        labels.filter((label, i) => label === c && isShifted[i] === domain),
      ).filter(({ length }) => length > 50).length;
    // Of about 100 images a class, half of the classes keep all in either domain, and the others a ninth.
    assert.deepEqual([classes(0), classes(1)], [5, 5]);
  });

  it("keep a drawing's icon set together, and photographs in no group", () => {
    const given = { reference: 40, shifted: null, seed: 2 };
    const { groups, isShifted } = domainExamples({
      ...given,
      shift: { set: "drawings-in-colour" },
    });
    groups.forEach((group, i) => assert.equal(group >= 0, isShifted[i] === 1));
    const foldOf = assignFolds(isShifted, { groups, folds: 10, seed: 2 });
    const folds = new Map<number, Set<number>>();
    groups.forEach((group, i) => {
      if (group < 0) return;
      folds.set(group, (folds.get(group) ?? new Set()).add(foldOf[i]));
    });
    assert.ok(folds.size > 5);
    for (const of of folds.values()) assert.equal(of.size, 1);
  });

  it("read the sets that they are made of, and the features' weights", () => {
    assert.deepEqual(Object.keys(inputs!(complete(spec(mixture)))), [
      "cifar10",
      "drawings",
      "weights",
    ]);
    const cnn = { classifier: { method: "cnn" } };
    assert.deepEqual(
      Object.keys(inputs!(complete(spec({ shift: { name: "noise" } }, cnn)))),
      ["cifar10"],
    );
  });

  it("give their seed to a shift, but not to a mixture, which all seeds share", () => {
    const seedOf = (shift: Json) => JSON.stringify(complete(spec(shift)).shift);
    assert.match(seedOf({ shift: { name: "noise" } }), /"seed":2/);
    assert.match(seedOf(mixture), /"seed":1/);
  });

  it("refuse other features, a share that leaves a part empty, a set that there is not", async () => {
    const letters = { method: "linear", features: "letters" };
    assert.throws(
      () => complete(spec(mixture, { classifier: letters })),
      /field classifier\.features: found "letters" for photographs/,
    );
    assert.throws(
      () => complete(spec({ mixture: { fresh, share: 1 } })),
      /field shift/,
    );
    await assert.rejects(
      execute(spec({ mixture: { fresh, share: 0.01, count: 40 } })),
      /share 0\.01 has 0 new ones: one part is empty/,
    );
    await assert.rejects(
      async () => execute(spec({ set: "drawing" })),
      /"drawing".*drawings/,
    );
  });
});
