import assert from "node:assert/strict";
import { table } from "arquero";
import { takeExamples } from "../../../lib/images";
import { answersOn } from "../../../lib/studies";
import {
  workerPool,
  runExperiment,
  runKind,
  type Experiment,
  type RunOutcome,
  type RunSpec,
} from "../../../lib/runs";
import { naturalShifts } from "../../../lib/experiments";
import { digitTestSet } from "../../../lib/experiments/digit-sets";
import { domainExamples } from "../../../lib/experiments/domain-scores";
import { supportSplitting } from "../../../lib/studies/support-splitting/declare";
import {
  areaUnderRoc,
  assignFolds,
  cnnDomainClassifier,
  crossFit,
} from "../../../lib/support";
import { withStore } from "../../runs/temporary-store";

const context = {
  signal: new AbortController().signal,
  onProgress: () => {},
  artefacts: () => ({}),
};
const execute = (spec: RunSpec): Promise<RunOutcome> => {
  const kind = runKind(spec.kind);
  return kind.execute(kind.complete(spec), context);
};

describe("domain-scores runs", () => {
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
    const examples = domainExamples(few);
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
    assert.deepEqual(
      [...perExample!.example].sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, i) => i),
    );
    assert.ok(values!.auc > 0.8, `AUC ${values!.auc}`);
  });

  it("are about the same examples as networks are tested on, reference first", () => {
    const examples = domainExamples(few);
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
    const { complete } = runKind("domain-scores");
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

describe("digits-training runs", () => {
  const spec = (more: object): RunSpec => ({
    kind: "digits-training",
    seed: 1,
    source: "scratch",
    train: 100,
    validation: 50,
    test: 30,
    recipe: { epochs: 2, batchSize: 20 },
    ...more,
  });

  it("keep which test examples are right, at each moment", async () => {
    const { rows, perExample } = await execute(spec({ moments: [1] }));
    const epochs = [...new Set(rows.map(({ epoch }) => epoch))];
    assert.deepEqual(epochs, [1, 2]);
    const tested = rows.filter(({ split }) => split !== "validation");
    assert.equal(tested.length, 8);
    for (const { epoch, split, correct, total } of tested) {
      const flags = perExample![`${split} ${epochs.indexOf(epoch)}`];
      assert.equal(flags.length, total);
      assert.equal(
        flags.reduce((sum, flag) => sum + flag, 0),
        correct,
      );
    }
    assert.equal(
      rows.filter(({ split, total }) => split === "validation" && total === 50)
        .length,
      2,
    );
  });

  it("evaluate a linear probe once", async () => {
    const more = { source: "letters", strategy: "linear-probe" };
    const { rows, perExample } = await execute(spec(more));
    assert.ok(rows.every(({ epoch }) => epoch === 0));
    assert.deepEqual(
      Object.keys(perExample!).sort(),
      [...new Set(naturalShifts.flatMap((s) => [s.shift, ...s.reference]))]
        .map((name) => `${name} 0`)
        .sort(),
    );
  });

  it("refuse a source without fine-tuning, and scratch with it", () => {
    const { complete } = runKind("digits-training");
    assert.throws(
      () => complete(spec({ source: "letters" })),
      /field strategy: found "from-scratch" for the source "letters"/,
    );
    assert.throws(
      () => complete(spec({ strategy: "full" })),
      /found "full" for the source "scratch"/,
    );
    assert.throws(
      () => complete(spec({ source: "digits" })),
      /field source: found "digits"/,
    );
  });
});

describe("the study support-splitting", () => {
  const none = table({ experiment: [] as string[] });
  const trials = supportSplitting.declare("small", none);
  /** Results that say of each trial how good it was. */
  const results = (quality: (name: string, at: number) => number) =>
    table({
      experiment: trials.map(({ name }) => name),
      split: trials.map(({ labels }) =>
        labels!.method ? "domain" : "validation",
      ),
      epoch: trials.map(() => 1),
      accuracy: trials.map(({ name }, i) => quality(name, i)),
      auc: trials.map(({ name, labels }, i) =>
        labels!.method ? quality(name, i) : null,
      ),
    });
  const later = (declared: Experiment[]) =>
    new Map(declared.slice(trials.length).map((each) => [each.name, each.run]));

  it("declares trials first, and nothing else before they are done", () => {
    assert.ok(trials.length > 10);
    assert.ok(trials.every(({ labels }) => labels!.stage === "trial"));
  });

  it("then ten folds of the classifier with the best AUC, and networks with the best rate", () => {
    const first = later(
      supportSplitting.declare(
        "small",
        results((_, at) => -at),
      ),
    );
    const last = later(
      supportSplitting.declare(
        "small",
        results((_, at) => at),
      ),
    );
    const rate = (runs: Map<string, RunSpec>, name: string) =>
      (runs.get(name)!.classifier as { learningRate: number }).learningRate;
    for (let fold = 0; fold < 10; fold++) {
      const name = `printed-digits, cnn, fold ${fold}`;
      assert.equal(first.get(name)!.fold, fold);
      assert.deepEqual([rate(first, name), rate(last, name)], [3e-3, 1e-2]);
    }
    const recipe = (runs: Map<string, RunSpec>) =>
      (
        runs.get("letters, full, 2000 images")!.recipe as {
          learningRate: number;
        }
      ).learningRate;
    assert.deepEqual([recipe(first), recipe(last)], [3e-3, 1e-2]);
  });

  it("asks for the chosen trial's fold again by the same run", () => {
    const { complete } = runKind("domain-scores");
    const declared = supportSplitting.declare(
      "small",
      results((_, at) => at),
    );
    const fold = declared.find(
      ({ name }) => name === "uci-digits, cnn, fold 0",
    )!;
    assert.ok(
      trials.some(
        ({ run }) =>
          run.kind === "domain-scores" &&
          JSON.stringify(complete({ ...run, seed: 1 })) ===
            JSON.stringify(complete({ ...fold.run, seed: 1 })),
      ),
    );
  });

  it(
    "is carried out like any other",
    withStore(async (store) => {
      const run: RunSpec = {
        kind: "domain-scores",
        shift: "mnist-harder-half",
        reference: 40,
        shifted: 40,
        folds: 2,
        fold: 0,
        classifier: { method: "cnn", epochs: 1 },
      };
      const rows = await runExperiment(
        { name: "one fold", run, seeds: [1, 2] },
        { store, engine: workerPool({ workers: 1 }), progress: false },
      );
      assert.equal(rows.numRows(), 2);
    }),
  );
});

describe("answersOn", () => {
  it("takes reference accuracy from the reference sets and answers from the part", () => {
    const model = {
      name: "m",
      source: "scratch",
      strategy: "from-scratch",
      train: 100,
      seed: 1,
      epoch: 1,
      correct: { a: [1, 1, 0, 1], b: [0, 0], s: [0, 1, 1, 0] },
    };
    const [answers] = answersOn(
      [model],
      { shift: "s", reference: ["a", "b"] },
      [1, 3],
    );
    assert.equal(answers.reference, 0.5);
    assert.deepEqual(answers.correct, [1, 0]);
  });
});
