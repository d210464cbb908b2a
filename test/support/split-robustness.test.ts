import assert from "node:assert/strict";
import { inverseProbit, mean, probit, randomStream } from "../../lib/numerics";
import {
  bootstrapExamples,
  replicatedRobustness,
  type Replicate,
} from "../../lib/robustness";
import {
  splitRobustness,
  type ModelAnswers,
  type SplitReplicate,
} from "../../lib/support";

/** Models whose shifted accuracy is 0.8 · probit(reference) − 0.2 on the probit scale, plus `gain`; `noise` takes them off that line. */
function models(
  count: number,
  examples: number,
  { gain = 0, seed = 1, noise = 0 } = {},
): ModelAnswers[] {
  const hardness = randomStream(1, "hardness").normals(examples);
  const random = randomStream(seed, "answers");
  return Array.from({ length: count }, (_, m) => {
    const reference = 0.7 + (0.25 * m) / count;
    const accuracy =
      inverseProbit(0.8 * probit(reference) - 0.2 + noise * random.normal()) +
      gain;
    // One hardness for all models, so that they err on the same examples.
    const correct = Array.from(hardness, (h) =>
      probit(accuracy) > 0.9 * h + Math.sqrt(1 - 0.81) * random.normal()
        ? 1
        : 0,
    );
    return { name: `model ${gain} ${m}`, reference, correct };
  });
}

const repetitions = (
  count: number,
  examples: number,
  { gain = 0.06, noise = 0, offset = 0 } = {},
): SplitReplicate[] =>
  Array.from({ length: count }, (_, r) => ({
    baseline: models(12, examples, { seed: 2 * r + 1, noise }),
    group: models(3, examples, { gain: gain + offset * r, seed: 2 * r + 2 }),
  }));

const accuracies = (of: readonly ModelAnswers[]) => ({
  models: of.map(({ name }) => name),
  reference: of.map(({ reference }) => reference),
  shifted: of.map(({ correct }) => mean(Array.from(correct, Number))),
});
const measured = (given: readonly SplitReplicate[]): Replicate[] =>
  given.map(({ baseline, group }) => ({
    baseline: accuracies(baseline),
    group: accuracies(group),
  }));

describe("splitRobustness", () => {
  it("finds the gain, as replicatedRobustness does", () => {
    const given = repetitions(4, 4000);
    const found = splitRobustness(given, { resamples: 100 });
    const plain = replicatedRobustness(measured(given));
    assert.ok(Math.abs(found.mean - 0.06) < 0.02, `${found.mean}`);
    assert.equal(found.mean, plain.mean);
    assert.equal(found.isLine, true);
    assert.deepEqual(found.replicates, plain.replicates);
    assert.ok(found.lower > 0 && found.upper > plain.upper);
    assert.equal(found.baseline.reference.length, 48);
  });

  it("takes differences at matched accuracy where baselines are no line", () => {
    const given = repetitions(4, 2000, { noise: 1 });
    const found = splitRobustness(given, { resamples: 50 });
    assert.equal(found.measure, "matched difference");
    assert.equal(found.mean, replicatedRobustness(measured(given)).mean);
  });

  for (const noise of [0, 0.3]) {
    it(`resamples what the measure would be anew, noise ${noise}`, () => {
      const given = repetitions(3, 200, { noise });
      const { examplesError, isLine } = splitRobustness(given, {
        resamples: 40,
        seed: 7,
      });
      const plain = measured(given);
      const slow = bootstrapExamples(
        given.flatMap(({ baseline, group }) =>
          [...baseline, ...group].map(({ correct }) => correct),
        ),
        (drawn) => {
          const anew = plain.map(({ baseline, group }, r) => ({
            baseline: {
              ...baseline,
              shifted: [...drawn.slice(15 * r, 15 * r + 12)],
            },
            group: {
              ...group,
              shifted: [...drawn.slice(15 * r + 12, 15 * r + 15)],
            },
          }));
          // Always the measure of the whole split, whatever R² a resample has.
          return replicatedRobustness(anew, { leastRSquared: isLine ? 0 : 1 })
            .mean;
        },
        { resamples: 40, seed: 7 },
      );
      assert.ok(examplesError > 0.001);
      assert.ok(Math.abs(slow.standardError - examplesError) < 1e-12);
    });
  }

  it("is the less certain the fewer examples there are", () => {
    const errors = [4000, 250].map(
      (examples) =>
        splitRobustness(repetitions(3, examples), { resamples: 200 })
          .examplesError,
    );
    // A sixteenth of the examples: four times the error.
    assert.ok(errors[1] > 2.5 * errors[0] && errors[1] < 6.5 * errors[0]);
  });

  it("adds the variances of repetitions and examples up, with fewer degrees of freedom than examples", () => {
    const apart = repetitions(3, 300, { offset: 0.05 });
    const { mean, upper, replicatesError, examplesError, replicates } =
      splitRobustness(apart, { resamples: 100 });
    const spread = Math.sqrt(
      replicates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 2,
    );
    assert.ok(Math.abs(replicatesError - spread / Math.sqrt(3)) < 1e-12);
    const error = Math.hypot(replicatesError, examplesError);
    const t = (upper - mean) / error;
    // Between the normal quantile and Student's with 2 degrees of freedom.
    assert.ok(t > 1.96 && t < 4.303, `${t}`);
  });

  it("counts an accuracy of 1 as half an example short of it", () => {
    const given = repetitions(2, 40).map(({ baseline, group }) => ({
      baseline,
      group: group.map((model) => ({
        ...model,
        correct: new Array<number>(40).fill(1),
      })),
    }));
    const { group } = splitRobustness(given, { resamples: 50 });
    assert.equal(group.shifted[0], 1 - 0.5 / 40);
  });

  it("refuses a split without examples, and too few repetitions", () => {
    const none = repetitions(2, 10).map(({ baseline, group }) => ({
      baseline: baseline.map((each) => ({ ...each, correct: [] })),
      group: group.map((each) => ({ ...each, correct: [] })),
    }));
    assert.throws(() => splitRobustness(none), /this split has none/);
    assert.throws(() => splitRobustness(repetitions(1, 10)), /at least 2/);
  });
});
