import assert from "node:assert/strict";
import { inverseProbit, mean, randomStream } from "../../lib/numerics";
import {
  fitAccuracyLine,
  groupRobustness,
  meanInterval,
  scaleTransform,
} from "../../lib/robustness";
import { assertClose, CLOSED_FORM, referenceValues } from "../reference-values";

const known = referenceValues.lines[0];
const baseline = { reference: known.reference, shifted: known.shifted };
const group = { reference: known.at, shifted: known.observed };

/** A world where shifted accuracies are known: line 0.9·z − 0.3, gain of the group, scatter on the probit scale. */
function world(seed: number, models: number, members: number) {
  const random = randomStream(seed, "coverage");
  const draw = (count: number, gain: number) => {
    const z = Array.from({ length: count }, () => random.normal(0.8, 0.4));
    return {
      reference: z.map(inverseProbit),
      shifted: z.map((value) =>
        inverseProbit(0.9 * value - 0.3 + gain + random.normal(0, 0.06)),
      ),
    };
  };
  return { baseline: draw(models, 0), group: draw(members, 0.1) };
}

/** Mean ER over very many models against the true line. */
function truth(): number {
  const random = randomStream(0, "truth");
  return mean(
    Float64Array.from({ length: 200_000 }, () => {
      const line = 0.9 * random.normal(0.8, 0.4) - 0.3;
      return (
        inverseProbit(line + 0.1 + random.normal(0, 0.06)) - inverseProbit(line)
      );
    }),
  );
}

describe("groupRobustness", () => {
  const result = groupRobustness(baseline, group);

  it("averages the models' effective robustness, as statsmodels' line gives it", () => {
    assertClose(
      result.effectiveRobustness,
      known.effective_robustness,
      CLOSED_FORM,
    );
    assertClose([result.mean], [mean(known.effective_robustness)], CLOSED_FORM);
  });

  it("names the most robust model", () => {
    const models = known.at.map((_, i) => `model ${i}`);
    const named = groupRobustness(baseline, { ...group, models });
    assert.equal(named.maximum, Math.max(...named.effectiveRobustness));
    assert.equal(named.maximumModel, `model ${named.maximumRow}`);
    assert.equal(result.maximumModel, undefined);
  });

  it("is wider than the t interval of the group alone, and equal when the line is exact", () => {
    const alone = meanInterval(result.effectiveRobustness);
    assert.ok(result.upper - result.lower > 0);
    assert.ok(result.standardError > result.groupStandardError);
    const exact = fitAccuracyLine(baseline.reference, baseline.shifted)
      .predict(baseline.reference)
      .map((p) => p.mean);
    const sure = groupRobustness({ ...baseline, shifted: exact }, group);
    assert.ok(sure.baselineStandardError < 1e-12);
    assertClose(
      [sure.mean, sure.lower, sure.upper],
      [alone.mean, alone.lower, alone.upper],
      1e-9,
    );
  });

  it("has the line's standard error that moving the baseline's points gives", () => {
    // gᵀ Σ g by hand: the change of the mean ER with each baseline point, times the residual standard error.
    const { line } = result;
    const { forward, inverseSlope } = scaleTransform("probit");
    const nudge = 1e-6;
    const total = baseline.shifted.reduce((sum, _, i) => {
      const moved = baseline.shifted.slice();
      moved[i] += nudge;
      const change =
        (groupRobustness({ ...baseline, shifted: moved }, group).mean -
          result.mean) /
        nudge;
      // On the probit scale the point moves by nudge / φ.
      return sum + (change * inverseSlope(forward(baseline.shifted[i]))) ** 2;
    }, 0);
    assertClose(
      [Math.sqrt(total) * line.residualStandardError],
      [result.baselineStandardError],
      1e-4,
    );
  });

  it("covers the truth as often as it says, by both methods", () => {
    const right = truth();
    const covers = { delta: 0, bootstrap: 0 };
    const trials = 300;
    for (let seed = 1; seed <= trials; seed++) {
      const { baseline, group } = world(seed, 25, 12);
      for (const method of ["delta", "bootstrap"] as const) {
        const { lower, upper } = groupRobustness(baseline, group, {
          method,
          resamples: 300,
          seed,
        });
        if (lower <= right && right <= upper) covers[method]++;
      }
    }
    // Binomial: 0.95 ± 3 standard errors of 0.0126; percentile bootstraps run a little narrow.
    assert.ok(covers.delta / trials > 0.91 && covers.delta / trials < 0.99);
    assert.ok(covers.bootstrap / trials > 0.89);
  });

  it("leaves the truth out too often when the baseline is taken as certain", () => {
    const right = truth();
    let covered = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const { baseline, group } = world(seed, 6, 40);
      const { lower, upper } = meanInterval(
        groupRobustness(baseline, group).effectiveRobustness,
      );
      if (lower <= right && right <= upper) covered++;
    }
    assert.ok(covered / 300 < 0.85, `${covered} of 300`);
  });

  it("agrees between delta method and bootstrap, and repeats under a seed", () => {
    const { baseline, group } = world(7, 78, 55);
    const delta = groupRobustness(baseline, group);
    const bootstrap = groupRobustness(baseline, group, { method: "bootstrap" });
    assertClose([bootstrap.mean], [delta.mean], 1e-12);
    assert.ok(
      Math.abs(bootstrap.standardError / delta.standardError - 1) < 0.1,
    );
    assert.deepEqual(
      groupRobustness(baseline, group, { method: "bootstrap" }).lower,
      bootstrap.lower,
    );
  });

  it("counts the models it extrapolates to", () =>
    assert.equal(
      groupRobustness(
        { reference: [0.5, 0.6, 0.7], shifted: [0.4, 0.48, 0.6] },
        { reference: [0.65, 0.75, 0.8], shifted: [0.5, 0.6, 0.7] },
      ).extrapolated,
      2,
    ));

  it("refuses a group of one and an infinite scale", () => {
    assert.throws(
      () => groupRobustness(baseline, { reference: [0.7], shifted: [0.6] }),
      /at least 2 models, got 1; for one model call modelRobustness/,
    );
    assert.throws(
      () =>
        groupRobustness(baseline, { reference: [0.7, 1], shifted: [0.6, 0.9] }),
      /row 1 is exactly 1/,
    );
  });
});
