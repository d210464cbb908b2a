import assert from "node:assert/strict";
import { inverseProbit, probit, mean, randomStream } from "../../lib/numerics";
import {
  bootstrapExamples,
  effectiveRobustness,
  fitAccuracyLine,
  groupRobustness,
} from "../../lib/robustness";
import { splitRobustness, type ModelAnswers } from "../../lib/support";

/** Models whose shifted accuracy is 0.8 · probit(reference) − 0.2 on the probit scale, plus `gain`. */
function models(
  count: number,
  examples: number,
  { gain = 0, seed = 1 } = {},
): ModelAnswers[] {
  const random = randomStream(seed, "answers");
  const hardness = random.normals(examples);
  return Array.from({ length: count }, (_, m) => {
    const reference = 0.7 + (0.25 * m) / count;
    const accuracy = inverseProbit(0.8 * probit(reference) - 0.2) + gain;
    // One hardness for all models, so that they err on the same examples.
    const correct = Array.from(hardness, (h) =>
      probit(accuracy) > 0.9 * h + Math.sqrt(1 - 0.81) * random.normal()
        ? 1
        : 0,
    );
    return { name: `model ${gain} ${m}`, reference, correct };
  });
}

describe("splitRobustness", () => {
  it("finds the gain, by the same line as groupRobustness", () => {
    const baselines = models(20, 4000);
    const group = models(6, 4000, { gain: 0.06 });
    const found = splitRobustness(baselines, group, { resamples: 100 });
    assert.ok(Math.abs(found.mean - 0.06) < 0.02, `${found.mean}`);
    const plain = groupRobustness(found.baseline, found.group);
    assert.equal(found.mean, plain.mean);
    assert.equal(found.modelsError, plain.standardError);
    assert.ok(found.lower > 0 && found.upper > found.mean);
  });

  it("is the less certain the fewer examples there are", () => {
    const errors = [4000, 250].map(
      (examples) =>
        splitRobustness(
          models(20, examples),
          models(6, examples, { gain: 0.06 }),
          { resamples: 200 },
        ).examplesError,
    );
    // A sixteenth of the examples: four times the error.
    assert.ok(errors[1] > 2.5 * errors[0] && errors[1] < 6.5 * errors[0]);
  });

  it("resamples what line and effective robustness would give anew", () => {
    const [baselines, group] = [
      models(12, 200),
      models(5, 200, { gain: 0.05, seed: 2 }),
    ];
    const { mean: found, examplesError } = splitRobustness(baselines, group, {
      resamples: 50,
      seed: 7,
    });
    const reference = (all: ModelAnswers[]) => all.map((m) => m.reference);
    const slow = bootstrapExamples(
      [...baselines, ...group].map(({ correct }) => correct),
      (accuracies) => {
        const shifted = Array.from(accuracies);
        const line = fitAccuracyLine(
          reference(baselines),
          shifted.slice(0, 12),
        );
        return mean(
          effectiveRobustness(line, reference(group), shifted.slice(12)),
        );
      },
      { resamples: 50, seed: 7 },
    );
    assert.ok(Math.abs(slow.mean - found) < 1e-12);
    assert.ok(Math.abs(slow.standardError - examplesError) < 1e-12);
  });

  it("adds the variances up", () => {
    const { mean, upper, modelsError, examplesError } = splitRobustness(
      models(10, 300),
      models(4, 300, { gain: 0.03 }),
      { resamples: 100 },
    );
    const half = 1.959963984540054 * Math.hypot(modelsError, examplesError);
    assert.ok(Math.abs(upper - mean - half) < 1e-12);
  });

  it("counts an accuracy of 1 as half an example short of it", () => {
    const perfect = models(5, 40).map((model) => ({
      ...model,
      correct: new Array<number>(40).fill(1),
    }));
    const { group } = splitRobustness(models(10, 40), perfect, {
      resamples: 50,
    });
    assert.equal(group.shifted[0], 1 - 0.5 / 40);
  });

  it("refuses a split without examples, and too few models", () => {
    const none = models(5, 10).map((each) => ({ ...each, correct: [] }));
    assert.throws(() => splitRobustness(none, none), /this split has none/);
    assert.throws(
      () => splitRobustness(models(5, 10), models(1, 10)),
      /at least 2 models/,
    );
  });
});
