import assert from "node:assert/strict";
import { takeExamples } from "../../lib/images";
import {
  fitMultinomialLogistic,
  mean,
  rankCorrelation,
} from "../../lib/numerics";
import {
  areaUnderRoc,
  assignFolds,
  chooseClassifier,
  crossFit,
  foldMembers,
  type DomainClassifier,
  cnnDomainClassifier,
  linearDomainClassifier,
  neighbourDomainClassifier,
  estimateRatios,
  splitBySupport,
} from "../../lib/support";
import { smallCnn } from "../../lib/models";
import { tf } from "../../lib/tensorflow";
import { trainNetwork } from "../../lib/training";
import { gaussianDomains, noisyDomains } from "./synthetic-domains";

describe("crossFit", () => {
  it("scores every example by who has not seen it, nor any of its group", async () => {
    const isShifted = Array.from({ length: 60 }, (_, i) => i % 2);
    const groups = isShifted.map((_, i) => Math.floor(i / 4));
    const foldOf = assignFolds(isShifted, { groups, folds: 5, seed: 1 });
    let scored = 0;
    const witness: DomainClassifier = {
      name: "witness",
      score(train, test) {
        const seen = new Set(Array.from(train, (i) => groups[i]));
        for (const i of test) assert.ok(!seen.has(groups[i]));
        assert.equal(train.length + test.length, 60);
        scored += test.length;
        return Array.from(test, (i) => 100 + i);
      },
    };
    const done: number[] = [];
    const scores = await crossFit(foldOf, witness, {
      onFold: (fold) => done.push(fold),
    });
    assert.equal(scored, 60);
    assert.deepEqual(
      [...scores],
      isShifted.map((_, i) => 100 + i),
    );
    assert.deepEqual(done, [1, 2, 3, 4, 5]);
  });

  it("gives what a plain re-computation of one fold gives", async () => {
    const { set, isShifted } = noisyDomains(120);
    const recipe = { epochs: 2, learningRate: 1e-2, batchSize: 16 };
    const foldOf = assignFolds(isShifted, { folds: 3, seed: 2 });
    const scores = await crossFit(
      foldOf,
      cnnDomainClassifier(set, isShifted, { recipe, widths: [4, 8], seed: 5 }),
    );
    // By hand, with nothing of lib/splitting.
    const inFold: number[] = [];
    const outside: number[] = [];
    for (let i = 0; i < 120; i++) (foldOf[i] === 1 ? inFold : outside).push(i);
    const domains = { ...set, labels: isShifted };
    const network = smallCnn({
      imageShape: [8, 8, 1],
      classes: 2,
      widths: [4, 8],
      depth: 1,
      seed: 5,
    });
    await trainNetwork(network, takeExamples(domains, outside), recipe, {
      seed: 5,
    });
    const pixels = takeExamples(domains, inFold).images;
    const logits = tf.tidy(() =>
      (
        network.predict(
          tf.tensor4d(Float32Array.from(pixels), [inFold.length, 8, 8, 1]),
        ) as import("@tensorflow/tfjs-node").Tensor2D
      ).arraySync(),
    );
    network.dispose();
    inFold.forEach((example, i) => {
      const plain = logits[i][1] - logits[i][0];
      assert.ok(
        Math.abs(scores[example] - plain) < 1e-5,
        `example ${example}: ${scores[example]} and ${plain}`,
      );
    });
  });

  it("gives what double-precision logistic regression gives on one fold", async () => {
    const { features, isShifted } = gaussianDomains(400);
    const foldOf = assignFolds(isShifted, { folds: 4 });
    const l2 = 1e-3;
    const scores = await crossFit(
      foldOf,
      linearDomainClassifier(features, isShifted, { l2 }),
    );
    const row = (i: number) => [...features.values.subarray(2 * i, 2 * i + 2)];
    const others = [...foldOf.keys()].filter((i) => foldOf[i] !== 2);
    const model = fitMultinomialLogistic(
      others.map(row),
      others.map((i) => isShifted[i]),
      { l2 },
    );
    for (const i of [...foldOf.keys()].filter((each) => foldOf[each] === 2)) {
      const [p] = model.probabilities([row(i)]);
      assert.ok(Math.abs(scores[i] - Math.log(p[1] / p[0])) < 0.02);
    }
  });

  it("leaves no tensors behind", async () => {
    const { set, isShifted } = noisyDomains(40);
    const foldOf = assignFolds(isShifted, { folds: 2 });
    const classifier = cnnDomainClassifier(set, isShifted, {
      recipe: { epochs: 1 },
      widths: [4],
    });
    await crossFit(foldOf, classifier);
    const before = tf.memory().numTensors;
    await crossFit(foldOf, classifier);
    assert.equal(tf.memory().numTensors, before);
  });

  it("names the fold and classifier where scores are missing or not finite", async () => {
    const foldOf = Int32Array.from([0, 1]);
    const giving = (scores: number[]): DomainClassifier => ({
      name: "broken",
      score: () => scores,
    });
    await assert.rejects(
      crossFit(foldOf, giving([])),
      /"broken" gave 0 scores for the 1 examples of fold 0/,
    );
    await assert.rejects(
      crossFit(foldOf, giving([NaN])),
      /"broken" scored example 0 of fold 0 as NaN/,
    );
  });

  it("refuses an example in no fold, which would keep the score 0", async () => {
    const classifier = {
      name: "",
      score: (_: unknown, test: Int32Array) => test,
    };
    for (const [folds, message] of [
      [[0, -1, 1], /Example 1 is in fold -1; folds are whole numbers from 0/],
      [[0, 2], /Fold 1 has no members/],
    ] as const) {
      const foldOf = Int32Array.from(folds);
      await assert.rejects(crossFit(foldOf, classifier), message);
      assert.throws(() => foldMembers(foldOf, 1), message);
    }
  });

  it("refuses another number of domains than examples, or others than 0 and 1", () => {
    const { set, isShifted } = noisyDomains(40);
    const features = { values: new Float32Array(80), count: 40, width: 2 };
    for (const make of [
      (domains: Uint8Array) => cnnDomainClassifier(set, domains),
      (domains: Uint8Array) => linearDomainClassifier(features, domains),
      (domains: Uint8Array) => neighbourDomainClassifier(features, domains),
    ]) {
      assert.throws(
        () => make(isShifted.subarray(1)),
        /isShifted has 39 values for 40 examples/,
      );
      assert.throws(() => make(new Uint8Array(40)), /no shifted example/);
      assert.throws(() => make(isShifted.map((d) => 2 * d)), /is 2; use 1/);
    }
  });

  it("ends at a signal", async () => {
    await assert.rejects(
      crossFit(
        Int32Array.from([0, 1]),
        { name: "", score: () => [0] },
        {
          signal: AbortSignal.abort(),
        },
      ),
      /abort/i,
    );
  });
});

describe("domain classifiers on domains whose ratio is known", () => {
  const { features, isShifted, logRatios } = gaussianDomains(4000, {
    distance: 1.5,
    odds: 3,
  });
  const foldOf = assignFolds(isShifted, { seed: 1 });
  const errorOf = async (classifier: DomainClassifier) => {
    const { ratios, auc } = estimateRatios(
      await crossFit(foldOf, classifier),
      isShifted,
    );
    return {
      auc,
      error: mean(ratios.map((r, i) => Math.abs(Math.log(r) - logRatios[i]))),
      ranks: rankCorrelation(ratios, logRatios),
    };
  };

  it("logistic regression finds it", async () => {
    const found = await errorOf(linearDomainClassifier(features, isShifted));
    // AUC of two unit Gaussians 1.5 apart: Φ(1.5 / √2) = 0.8556.
    assert.ok(found.auc.lower < 0.8556 && found.auc.upper > 0.8556);
    assert.ok(found.error < 0.15, `error ${found.error}`);
    assert.ok(found.ranks > 0.99);
  });

  it("nearest neighbours come near, where the space is theirs", async () => {
    // Cosines need points on a circle: the angle carries the first coordinate.
    const onCircle = Float32Array.from(features.values);
    for (let i = 0; i < features.count; i++) {
      const angle = features.values[2 * i] / 3;
      onCircle[2 * i] = Math.sin(angle);
      onCircle[2 * i + 1] = Math.cos(angle);
    }
    const found = await errorOf(
      neighbourDomainClassifier({ ...features, values: onCircle }, isShifted, {
        k: 100,
      }),
    );
    assert.ok(found.error < 0.5, `error ${found.error}`);
    assert.ok(found.ranks > 0.95, `rank correlation ${found.ranks}`);
  });

  it("identical domains: AUC about one half, everything in support, and said so", async () => {
    const same = gaussianDomains(1000, { distance: 0 });
    const scores = await crossFit(
      assignFolds(same.isShifted),
      linearDomainClassifier(same.features, same.isShifted),
    );
    const { ratios, auc, notes } = estimateRatios(scores, same.isShifted);
    assert.ok(Math.abs(auc.mean - 0.5) < 0.05);
    assert.match(notes.join(), /cannot be told apart/);
    const split = splitBySupport(ratios);
    assert.equal(split.outOfSupport.length, 0);
    assert.match(split.notes.join(), /out-of-support split is empty/);
  });

  it("perfectly separable domains: infinite ratios, said so, split still defined", async () => {
    const apart = gaussianDomains(200, { distance: 100 });
    const scores = await crossFit(
      assignFolds(apart.isShifted),
      linearDomainClassifier(apart.features, apart.isShifted),
    );
    const { ratios, auc, scale, notes } = estimateRatios(
      scores,
      apart.isShifted,
    );
    assert.equal(scale, Infinity);
    assert.equal(auc.mean, 1);
    assert.match(notes.join(), /perfectly separable/);
    const ofShifted = ratios.filter((_, i) => apart.isShifted[i]);
    for (const epsilon of [1e-4, 0.5]) {
      const split = splitBySupport(ofShifted, { epsilon });
      assert.equal(split.outOfSupport.length, ofShifted.length);
    }
  });
});

describe("chooseClassifier", () => {
  const { features, isShifted } = gaussianDomains(300);
  it("takes the one with the best AUC on the held-out tenth", async () => {
    const sign = (name: string, factor: number): DomainClassifier => ({
      name,
      score: (_, test) =>
        Array.from(test, (i) => factor * features.values[2 * i]),
    });
    const { best, trials } = await chooseClassifier(
      [sign("wrong", -1), sign("right", 1), sign("as right", 2)],
      isShifted,
      { seed: 1 },
    );
    assert.equal(best.name, "right");
    assert.ok(Math.abs(trials[0].auc + trials[1].auc - 1) < 1e-12);
    const held = assignFolds(isShifted, { seed: 1 });
    const rows = [...held.keys()].filter((i) => held[i] === 0);
    assert.equal(
      trials[1].auc,
      areaUnderRoc(
        rows.map((i) => features.values[2 * i]),
        rows.map((i) => isShifted[i]),
      ),
    );
  });
  it("needs a candidate", () =>
    assert.rejects(chooseClassifier([], isShifted), /no domain classifier/));
});
