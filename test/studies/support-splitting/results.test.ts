import assert from "node:assert/strict";
import { table } from "arquero";
import { answersOn } from "../../../lib/studies/support-splitting/results";
import {
  workerPool,
  runExperiment,
  runKind,
  type Experiment,
  type RunOutcome,
  type RunSpec,
} from "../../../lib/runs";
import "../../../lib/experiments/kinds";
import { digitShifts } from "../../../lib/experiments/digit-sets";
import { supportSplitting } from "../../../lib/studies/support-splitting/declare";
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
      [...new Set(digitShifts.flatMap((s) => [s.shift, ...s.reference]))]
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
