import assert from "node:assert/strict";
import {
  applyHead,
  fitLinearProbe,
  reweightedHead,
} from "../../../lib/methods";
import { accuraciesByGroup } from "../../../lib/methods/heads/head-accuracy";
import {
  fitMultinomialLogistic,
  mean,
  randomStream,
  standardDeviation,
} from "../../../lib/numerics";
import { tf } from "../../../lib/tensorflow/tensorflow";
import type { ImageGroups } from "../../../lib/images";
import { groupsOfSizes } from "../balance/groups";
import { clouds } from "./clouds";

/** Two classes told apart by a faint feature, and in all but one of twenty examples by a clear one, too. */
function biasedClouds(count: number, seed: number) {
  const random = randomStream(seed, "biased clouds");
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const cues = labels.map((label, i) => (i % 40 < 2 ? 1 - label : label));
  const values = Float32Array.from({ length: 2 * count }, (_, k) => {
    const [i, faint] = [k >> 1, k % 2 === 0];
    const sign = 2 * (faint ? labels[i] : cues[i]) - 1;
    return sign + (faint ? 0.7 : 0.1) * random.normal();
  });
  const of = Int32Array.from(labels, (label, i) => 2 * label + cues[i]);
  const counts = Int32Array.from(
    [0, 1, 2, 3],
    (g) => of.filter((each) => each === g).length,
  );
  const groups: ImageGroups = {
    of,
    counts,
    names: ["0, 0", "0, 1", "1, 0", "1, 1"],
  };
  return { features: { values, count, width: 2 }, labels, groups };
}

const groupsOf = (labels: Uint8Array): ImageGroups => ({
  of: Int32Array.from(labels),
  names: ["0", "1", "2"],
  counts: Int32Array.from(
    [0, 1, 2],
    (c) => labels.filter((each) => each === c).length,
  ),
});

describe("reweightedHead", () => {
  it("is logistic regression on standardised features, where groups are of one size", () => {
    const { features, labels, rows } = clouds(120, 0.5);
    const byClass = groupsOf(labels);
    const head = reweightedHead(features, labels, byClass, {
      strengths: [0.01],
      resamples: 1,
    });
    const columns = rows[0].map((_, j) => rows.map((row) => row[j]));
    const means = columns.map((column) => mean(column));
    const scales = columns.map(
      (column) => standardDeviation(column) * Math.sqrt(119 / 120),
    );
    const standardised = rows.map((row) =>
      row.map((value, j) => (value - means[j]) / scales[j]),
    );
    const exact = fitMultinomialLogistic(standardised, labels, {
      l2: 0.01,
    }).probabilities(standardised);
    const logits = applyHead(head, features);
    exact.forEach((row, i) => {
      const ours = Array.from(logits.subarray(3 * i, 3 * i + 3), Math.exp);
      const sum = ours.reduce((a, b) => a + b);
      row.forEach((p, c) =>
        assert.ok(Math.abs(p - ours[c] / sum) < 1e-3, `${p} ${ours[c] / sum}`),
      );
    });
    assert.equal(head.perGroup, 40);
  });

  it("looks past a cue that is right in 95 % of the examples, where a plain fit follows it", () => {
    const { features, labels, groups } = biasedClouds(800, 1);
    const test = biasedClouds(2000, 2);
    const everyone = Int32Array.from(test.labels, (_, i) => i);
    const worst = (head: Parameters<typeof accuraciesByGroup>[0]) =>
      Math.min(
        ...accuraciesByGroup(
          head,
          test.features,
          test.labels,
          test.groups,
          everyone,
        ),
      );
    const [plain, refitted] = [
      worst(fitLinearProbe(features, labels, { l2s: [1e-3] })),
      worst(reweightedHead(features, labels, groups, { seed: 3 })),
    ];
    assert.ok(plain < 0.6, `${plain}`);
    // The faint feature alone is right in Φ(1 / 0.7) = 92 % of all cases.
    assert.ok(refitted > 0.8, `${refitted}`);
  });

  it("chooses the strength by the worst group, on examples that it did not fit, and repeats with its seed", () => {
    const { features, labels, groups } = biasedClouds(400, 1);
    const strengths = [1e-3, 1, 1e4];
    const head = reweightedHead(features, labels, groups, {
      strengths,
      seed: 2,
    });
    assert.deepEqual(
      head.sweep.map(({ strength }) => strength),
      strengths,
    );
    const best = Math.max(...head.sweep.map(({ worst }) => worst));
    assert.equal(
      head.sweep.find(({ strength }) => strength === head.strength)!.worst,
      best,
    );
    assert.deepEqual(
      reweightedHead(features, labels, groups, { strengths, seed: 2 }),
      head,
    );
    assert.equal(head.perGroup, 10);
  });

  it("leaves features out by an l1 penalty, at the minimum: by its conditions on the gradient", () => {
    const { features, labels, rows } = clouds(150, 0.7);
    const byClass = groupsOf(labels);
    const penalty = {
      penalty: "l1",
      resamples: 1,
      maxIterations: 5000,
    } as const;
    const fit = (strength: number) =>
      reweightedHead(features, labels, byClass, {
        ...penalty,
        strengths: [strength],
      });
    const { kernel } = fit(0.05);
    const logits = applyHead(fit(0.05), features);
    const columns = rows[0].map((_, j) => rows.map((row) => row[j]));
    let zeros = 0;
    columns.forEach((column, j) => {
      const scale = standardDeviation(column) * Math.sqrt(149 / 150);
      for (let c = 0; c < 3; c++) {
        // The gradient of the mean cross-entropy in the weight of the standardised feature.
        const gradient = mean(
          column.map((value, i) => {
            const row = Array.from(logits.subarray(3 * i, 3 * i + 3), Math.exp);
            const p = row[c] / (row[0] + row[1] + row[2]);
            return (
              ((p - Number(labels[i] === c)) * (value - mean(column))) / scale
            );
          }),
        );
        const weight = kernel[3 * j + c];
        if (weight === 0) zeros += 1;
        const wanted =
          weight === 0
            ? Math.max(0, Math.abs(gradient) - 0.05)
            : gradient + 0.05 * Math.sign(weight);
        assert.ok(Math.abs(wanted) < 1e-3, `${j} ${c}: ${weight} ${gradient}`);
      }
    });
    assert.ok(zeros >= 6, `${zeros}`);
    assert.ok(fit(10).kernel.every((weight) => weight === 0));
  });

  it("leaks no tensor", () => {
    const { features, labels, groups } = biasedClouds(80, 1);
    const before = tf.memory().numTensors;
    reweightedHead(features, labels, groups, {
      strengths: [1, 0.1],
      resamples: 2,
    });
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses a group of one, naming it, unequal numbers and no penalty", () => {
    const { features, labels } = clouds(60, 0.5);
    const fit = (groups: ImageGroups, strengths = [1]) =>
      reweightedHead(features, labels, groups, { strengths });
    assert.throws(
      () => fit(groupsOfSizes(59, 1)),
      /The group "group 1" has 1 example to refit the head on; it takes two/,
    );
    assert.throws(
      () => fit(groupsOfSizes(30, 29)),
      /59 groups for 60 examples/,
    );
    assert.throws(() => fit(groupsOfSizes(30, 30), []), /got none/);
  });
});
